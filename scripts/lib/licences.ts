import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Plugin } from 'vite';
import { PlainError } from './say.ts';

/** Writes the licences of all packages that a bundle takes in: they ask for their text to go along. Throws for one without. */
export function licencesOf(fileName: string): Plugin {
  return {
    name: 'licences',
    generateBundle(_, bundle) {
      const folders = new Set<string>();
      for (const one of Object.values(bundle))
        if (one.type === 'chunk') for (const id of one.moduleIds) folders.add(packageFolderOf(id) ?? '');
      folders.delete('');
      const texts = [...folders].sort().map(licenceOf);
      this.emitFile({ type: 'asset', fileName, source: texts.join(`\n${'-'.repeat(72)}\n\n`) });
    },
  };
}

/** The folder of the package that a module belongs to; null for a module of the project itself. */
export function packageFolderOf(moduleId: string): string | null {
  const posix = moduleId.replaceAll('\\', '/');
  return /^.*node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(posix)?.[0].replace(/^\0/, '') ?? null;
}

/** Its name, version and licence with the text of the licence; where the package brings none along, what its `package.json` says. */
export function licenceOf(folder: string): string {
  const { name, version, license } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as {
    readonly name: string;
    readonly version: string;
    readonly license?: string;
  };
  const title = `${name} ${version} (${license ?? 'see below'})`;
  const file = readdirSync(folder).find((one) => /^(licen[cs]e|copying)(\.|-|$)/i.test(one));
  const text = file ? readFileSync(path.join(folder, file), 'utf8') : null;
  if (text === null && license === undefined)
    throw new PlainError(`The package ${name} does not say what its licence is.`);
  return `${title}\n\n${text?.trim() ?? `Licence: ${license}`}\n`;
}
