import path from 'node:path';
import type { Plugin } from 'vite';
import { catalogues } from '../../main/core/i18n/catalogue.ts';
import { compileMessage, type CompiledMessage } from '../../main/core/i18n/compiled-message.ts';
import { asAscii } from './ascii.ts';
import { projectRoot } from './root.ts';
import { PlainError } from './say.ts';

const replaced = path.join(projectRoot, 'main/core/i18n/messages.ts');
const parser = '@formatjs/icu-messageformat-parser';

/** Puts all messages into a bundle as they are after reading, in place of the catalogue and of what reads it. */
export const compiledMessages: Plugin = {
  name: 'compiled-messages',
  enforce: 'pre',
  // Nobody reads a message any more; the parser's package has an entry for that.
  resolveId(id, importer) {
    return id === parser ? this.resolve(`${parser}/no-parser.js`, importer) : null;
  },
  load: (id) => (path.resolve(id) === replaced ? compiledMessagesSource() : null),
  // Without the parser, the module itself would fail at its first message.
  generateBundle() {
    for (const id of this.getModuleIds()) {
      const isLeft = id.endsWith('i18n/compiled-message.ts') || id.endsWith('i18n\\compiled-message.ts');
      if (isLeft) throw new PlainError(`The messages were not replaced: ${id} is in the bundle.`);
    }
  },
};

/**
 * The module that stands for `main/core/i18n/messages.ts`. Each language is JSON in one string, and read when it is first
 * spoken: V8 reads that faster than the same as a program, and keeps one byte for each letter only where all are ASCII.
 */
export function compiledMessagesSource(): string {
  const texts = Object.entries(catalogues).map(([language, texts]) => [
    language,
    asAscii(JSON.stringify(compiled(texts))),
  ]);
  return `const texts = ${JSON.stringify(Object.fromEntries(texts))};
const read = {};
const all = (language) => (read[language] ??= JSON.parse(texts[language]));
export const messageOf = (language, id) => all(language)[id];
export const hasMessage = (id) => Object.hasOwn(all('en'), id);
`;
}

function compiled(texts: Readonly<Record<string, string>>): Readonly<Record<string, CompiledMessage>> {
  return Object.fromEntries(Object.entries(texts).map(([id, text]) => [id, compileMessage(text)]));
}
