import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { languages } from '../../../../main/core/i18n/language.ts';
import { wordsFor } from '../../../../main/core/i18n/words.ts';
import { readBytes, readDuration } from '../../../../renderer/settings/models/amount.ts';

const minute = 60_000;
const hour = 60 * minute;
const mib = 1024 ** 2;

describe('a time that is typed', () => {
  it.each([
    ['45', 45 * minute],
    ['45 min', 45 * minute],
    ['45m', 45 * minute],
    ['2 h', 2 * hour],
    ['2 hr', 2 * hour],
    ['2 Std.', 2 * hour],
    ['1,5 Stunden', 1.5 * hour],
    ['1.5h', 1.5 * hour],
    ['1 h 30 min', 90 * minute],
    ['1h30m', 90 * minute],
    ['90 sec', 90_000],
    ['30 Sek.', 30_000],
    ['3 days', 72 * hour],
    ['1 Tag 2 Std.', 26 * hour],
    ['0', 0],
  ])('%j is understood', (text, ms) => {
    expect(readDuration(text)).toBe(ms);
  });

  it.each(['', ' ', 'soon', '-5', '5 x', '5 min ago', 'min', '1 2', '1 h 30', 'NaN', '1e9', '∞'])(
    '%j is not',
    (text) => {
      expect(readDuration(text)).toBeNull();
    },
  );

  it('is understood as the window itself writes it, in every language', () => {
    const spans = fc.oneof(
      fc.integer({ min: 0, max: 59 }).map((seconds) => seconds * 1_000),
      fc.integer({ min: 1, max: 24 * 60 - 1 }).map((minutes) => minutes * minute),
      fc.integer({ min: 24, max: 24 * 30 }).map((hours) => hours * hour),
    );
    fc.assert(
      fc.property(spans, fc.constantFrom(...languages), (ms, language) => {
        expect(readDuration(wordsFor(language).duration(ms))).toBe(ms);
      }),
    );
  });
});

describe('an amount of memory that is typed', () => {
  it.each([
    ['4', 4096 * mib],
    ['4 GB', 4096 * mib],
    ['4g', 4096 * mib],
    ['1.5 GiB', 1536 * mib],
    ['1,5 GB', 1536 * mib],
    ['512 MB', 512 * mib],
    ['512m', 512 * mib],
    ['1 TB', 1024 * 1024 * mib],
  ])('%j is understood', (text, bytes) => {
    expect(readBytes(text)).toBe(bytes);
  });

  it.each(['', 'lots', '4 KB', '4 GBs', '-4 GB', '4 min'])('%j is not', (text) => {
    expect(readBytes(text)).toBeNull();
  });

  it('is understood as the window itself writes it, in every language', () => {
    fc.assert(
      fc.property(fc.integer({ min: 64, max: 999 }), fc.constantFrom(...languages), (megabytes, language) => {
        expect(readBytes(wordsFor(language).bytes(megabytes * mib))).toBe(megabytes * mib);
      }),
    );
  });
});
