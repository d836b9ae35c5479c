import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { visibleTexts } from '../../support/visible-texts.ts';

const renderer = path.join(import.meta.dirname, '../../../renderer');
const components = readdirSync(renderer, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.tsx'));
const textsIn = (jsx: string) => visibleTexts('planted.tsx', `const view = ${jsx};`).map(({ text }) => text);

describe('what the windows show', () => {
  it('comes from the catalogue, in every component', () => {
    expect(components.length).toBeGreaterThan(15);
    const literal = components.flatMap((name) =>
      visibleTexts(name, readFileSync(path.join(renderer, name), 'utf8')).map(
        ({ line, text }) => `${name}:${line} ${text}`,
      ),
    );
    expect(literal).toEqual([]);
  });
});

describe('a text that is written into a component', () => {
  it.each([
    ['<p>Stop</p>', ['Stop']],
    ['<p>{name} läuft</p>', ['läuft']],
    ['<button title="Stop it" />', ['Stop it']],
    ['<input placeholder={"type here"} aria-label={`Name of ${name}`} />', ['type here', 'Name of']],
    ["<p>{busy ? 'Saving' : 'Save'}</p>", ['Saving', 'Save']],
    ["<p>{failed && 'It failed'}</p>", ['It failed']],
    ["<p title={text ?? 'nothing'} />", ['nothing']],
    ['<Row label="Budget" />', ['Budget']],
    ["<p>{'in ' + when}</p>", ['in']],
  ])('is found: %s', (jsx, texts) => expect(textsIn(jsx)).toEqual(texts));

  it.each([
    "<p>{t('card.memory')}: {used} · 7</p>",
    "<p title={t(locks ? 'action.protect' : 'action.unprotect')} />",
    '<button type="button" class="button primary" data-part="sbx" />',
    "<p class={high ? 'high' : ''}>{' '}</p>",
    "<p>{state === 'error' && text}</p>",
  ])('is not seen where there is none: %s', (jsx) => expect(textsIn(jsx)).toEqual([]));
});
