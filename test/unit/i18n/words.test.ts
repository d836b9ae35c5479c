import { describe, expect, it } from 'vitest';
import { wordsFor } from '../../../main/core/i18n/words.ts';

const en = wordsFor('en');
const de = wordsFor('de');
const gb = 1024 ** 3;
const minute = 60_000;

describe('words', () => {
  it('name memory in binary units under their everyday names, with one decimal from a gigabyte on', () => {
    expect([0, 999, 1024, 780 * 1024 ** 2, 1000 * 1024 ** 2, 1.44 * gb, 130.2 * gb].map(en.bytes)).toEqual([
      '0 byte',
      '999 byte',
      '1 kB',
      '780 MB',
      '1 GB',
      '1.4 GB',
      '130 GB',
    ]);
    expect(de.bytes(1.44 * gb)).toBe('1,4\u00a0GB');
  });

  it('name spans in their two largest units, rounded down', () => {
    expect([-5, 45_999, 2 * minute, 65 * minute, 76 * 60 * minute].map(en.duration)).toEqual([
      '0 sec',
      '45 sec',
      '2 min',
      '1 hr 5 min',
      '3 days 4 hr',
    ]);
    expect([minute, 120 * minute].map(de.duration)).toEqual(['1 Min.', '2 Std.']);
  });

  it('count down to 0:00 only when it is over', () => {
    expect([3_723_000, 104_500, 1, 0, -1].map(en.countdown)).toEqual(['1:02:03', '1:45', '0:01', '0:00', '0:00']);
  });

  it('give processor use in per cent of a core', () => {
    expect([0, 0.004, 0.123, 2.5].map(en.cpu)).toEqual(['0%', '0.4%', '12%', '250%']);
    expect(de.cpu(0.004)).toBe('0,4\u00a0%');
  });

  it('count', () => {
    expect(en.t('card.sessionCount', { count: 1 })).toBe('1 session');
    expect(en.t('card.sessionCount', { count: 0 })).toBe('0 sessions');
    expect(de.t('card.sessionCount', { count: 2 })).toBe('2 Sitzungen');
  });

  it('give a share in per cent where a message asks for it', () => {
    const values = { share: 0.75, budget: '6 GB' };
    expect(en.t('memory.budgetAutoHelp', values)).toMatch(/^75% /);
    expect(de.t('memory.budgetAutoHelp', values)).toMatch(/^75\u00a0% /);
  });

  it('refuse a message whose value is missing instead of showing a gap', () => {
    expect(() => en.t('popup.budget')).toThrow(/variable "budget" was not provided/);
  });

  it('list', () => {
    expect(en.list(['a', 'b', 'c'])).toBe('a, b, and c');
    expect(de.list(['a', 'b'])).toBe('a und b');
  });

  it('end a sentence with one full stop where a unit has brought its own, and leave other dots alone', () => {
    expect(de.t('amount.tooSmall', { limit: de.duration(300_000) })).toBe('Mindestens 5 Min.');
    expect(en.t('amount.tooSmall', { limit: '5 min' })).toBe('At least 5 min.');
    expect(de.t('settingsFile.notImported', { wrong: '../a..b/.. ist' })).toBe(
      'Es wurde nichts geändert: die Datei ../a..b/.. ist.',
    );
  });
});
