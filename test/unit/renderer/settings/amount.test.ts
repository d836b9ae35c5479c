import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { languages } from '../../../../main/core/i18n/language.ts';
import { wordsFor } from '../../../../main/core/i18n/words.ts';
import { readBytes, readDuration, writeBytes, writeDuration } from '../../../../renderer/settings/models/amount.ts';

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
    const spans = fc.integer({ min: 0, max: 30 * 86_400 }).map((seconds) => seconds * 1_000);
    fc.assert(
      fc.property(spans, fc.constantFrom(...languages), (ms, language) => {
        expect(readDuration(writeDuration(ms, wordsFor(language)))).toBe(ms);
      }),
    );
  });

  it.each([
    [90_000, '1 min 30 sec'],
    [(24 + 2.5) * hour, '1 day 2 hr 30 min'],
    [30 * minute, '30 min'],
    [0, '0 sec'],
  ])('%d ms are written as %j', (ms, text) => {
    expect(writeDuration(ms, wordsFor('en'))).toBe(text);
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
      fc.property(fc.integer({ min: 64, max: 1023 }), fc.constantFrom(...languages), (megabytes, language) => {
        expect(readBytes(writeBytes(megabytes * mib, wordsFor(language)))).toBe(megabytes * mib);
      }),
    );
    fc.assert(
      fc.property(fc.integer({ min: 100, max: 102_300 }), fc.constantFrom(...languages), (hundredths, language) => {
        const bytes = Math.round((hundredths / 100) * 1024 * mib);
        expect(readBytes(writeBytes(bytes, wordsFor(language)))).toBe(bytes);
      }),
    );
  });

  it.each([
    [1280 * mib, '1.25 GB'],
    [Math.round(1.04 * 1024 * mib), '1.04 GB'],
    [4096 * mib, '4 GB'],
    [1000 * mib, '1000 MB'],
  ])('%d bytes are written as %j', (bytes, text) => {
    expect(writeBytes(bytes, wordsFor('en'))).toBe(text);
  });
});
