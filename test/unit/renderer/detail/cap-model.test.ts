import { describe, expect, it } from 'vitest';
import { wordsFor } from '../../../../main/core/i18n/words.ts';
import { capText, readCap } from '../../../../renderer/detail/cap-model.ts';

const mib = 1024 ** 2;
const gib = 1024 ** 3;
const en = wordsFor('en');
const de = wordsFor('de');

describe('a cap that is typed', () => {
  it.each([
    ['4', 4 * gib],
    [' 2,5 ', 2.5 * gib],
    ['512 MB', 512 * mib],
    ['64 mb', 64 * mib],
    ['1 TB', 1024 * gib],
  ])('%j is read as in the settings window', (text, bytes) => {
    expect(readCap(text, undefined, de)).toEqual({ kind: 'cap', bytes });
  });

  it.each([
    ['x', 'That is not an amount of memory. Write it like 512 MB or 4 GB.'],
    ['-1', 'That is not an amount of memory. Write it like 512 MB or 4 GB.'],
    ['63 MB', 'At least 64 MB.'],
    ['0', 'At least 64 MB.'],
    ['2000 TB', 'At most 1024 TB.'],
  ])('%j is refused with the reason', (text, message) => {
    expect(readCap(text, 4 * gib, en)).toEqual({ kind: 'wrong', message });
  });

  it('is no news when it says what is: nothing is complained about, and nothing is set', () => {
    expect(readCap('', 4 * gib, en)).toEqual({ kind: 'same' });
    expect(readCap('4', 4 * gib, en)).toEqual({ kind: 'same' });
    // Also where what is shown is rounded, or less than may be typed.
    for (const bytes of [mib, 64 * mib, 128 * mib, 251 * mib, 300 * mib, gib + 12_345, 2.5 * gib, 1000 * gib]) {
      for (const words of [en, de]) expect(readCap(capText(bytes, words), bytes, words)).toEqual({ kind: 'same' });
    }
  });

  it('is shown with its unit, so that it can be typed again', () => {
    expect([300 * mib, 2.5 * gib].map((bytes) => capText(bytes, de).replace(/\s/, ' '))).toEqual(['300 MB', '2,5 GB']);
    expect(capText(undefined, de)).toBe('');
    expect(readCap(capText(300 * mib, en), undefined, en)).toEqual({ kind: 'cap', bytes: 300 * mib });
  });
});
