import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fits } from '../../../main/core/settings/for-sandbox.ts';
import { fitsGlob } from '../../../main/core/settings/glob.ts';
import { sandboxAt } from '../support/cases.ts';

/** The meaning, by trying everything; only for short texts. */
function naive(pattern: readonly string[], text: readonly string[]): boolean {
  const [first, ...rest] = pattern;
  if (first === undefined) return text.length === 0;
  if (first === '*') return text.some((_, taken) => naive(rest, text.slice(taken))) || naive(rest, []);
  return text.length > 0 && (first === '?' || first === text[0]) && naive(rest, text.slice(1));
}

describe('a pattern', () => {
  const letters = (...units: readonly string[]) => fc.array(fc.constantFrom(...units), { maxLength: 8 });

  it('fits what it means, whatever both are', () => {
    fc.assert(
      fc.property(letters('a', 'b', '*', '?', '.', '\n', '😴'), letters('a', 'b', '.', '\n', '😴'), (pattern, text) => {
        expect(fitsGlob(pattern.join(''), text.join(''))).toBe(naive(pattern, text));
      }),
      { numRuns: 2_000 },
    );
  });

  it.each([
    ['', '', true],
    ['', 'a', false],
    ['*', '', true],
    ['**', 'a', true],
    ['?', '', false],
    ['a*', 'a', true],
    ['*a*b', 'aab', true],
    ['*ab', 'aabab', true],
    ['[a]', 'a', false],
    ['[a]', '[a]', true],
    ['?', '😴', true],
  ])('"%s" and "%s": %s', (pattern, text, expected) => expect(fitsGlob(pattern, text)).toBe(expected));

  it('of many stars comes to an end (guards: the app does not freeze)', () => {
    const pattern = `${'*a'.repeat(255)}*b`;
    const name = 'a'.repeat(255);
    expect(fits({ name: pattern }, sandboxAt(name))).toBe(false);
    expect(fits({ path: pattern }, sandboxAt('web', { workspaces: [`/${'a'.repeat(4_000)}`] }))).toBe(false);
    expect(fits({ name: pattern.slice(0, -1) }, sandboxAt(name))).toBe(true);
  });
});
