import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';

const renderer = path.join(import.meta.dirname, '../../../renderer');
const sheetOf = (name: string) => readFileSync(path.join(renderer, name), 'utf8').replaceAll(/\/\*.*?\*\//gs, '');

/** `selector { declaration }` for each of both, also of those in a media query. */
function saidIn(sheet: string): readonly string[] {
  return [...sheet.matchAll(/([^{}]+)\{([^{}]*)\}/g)].flatMap(([, selectors = '', body = '']) =>
    selectors.split(/,(?![^(]*\))/).flatMap((selector) =>
      body
        .split(';')
        .map((one) => one.trim())
        .filter((one) => one !== '')
        .map((one) => `${selector.trim()} { ${one} }`),
    ),
  );
}

/** Of elements as such, whatever they are used for, and of the line that tells failures. */
const isOfAll = (said: string) => /^[^.]*\{/.test(said) || /^\.failure(?![\w-])/.test(said);

const popup = saidIn(sheetOf('styles.css')).filter(isOfAll);
const settings = saidIn(sheetOf('settings/settings.css')).filter(isOfAll);

it('what both windows say of the same elements is said once, in the sheet that both take in', () => {
  expect(sheetOf('styles.css')).toMatch(/^@import '\.\/common\.css';/);
  expect(sheetOf('settings/settings.css')).toMatch(/^@import '\.\.\/common\.css';/);
  expect(popup.filter((one) => settings.includes(one))).toEqual([]);
  const common = saidIn(sheetOf('common.css'));
  expect(common).toContain('body { background: var(--page) }');
  expect([...popup, ...settings].filter((one) => common.includes(one))).toEqual([]);
});
