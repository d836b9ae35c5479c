import { describe, expect, it } from 'vitest';
import { wordsFor } from '../../../../main/core/i18n/words.ts';
import {
  capText,
  idleChoice,
  idlePatch,
  readCap,
  sessionsChoice,
  sessionsPatch,
  timeoutChoices,
} from '../../../../renderer/detail/own-model.ts';

const gib = 1024 ** 3;
const hour = 3_600_000;

describe('the settings of one sandbox', () => {
  it('say what is said about it alone', () => {
    expect(idleChoice({})).toBe('all');
    expect(idleChoice({ idle: { enabled: false, timeoutMs: hour } })).toBe('never');
    expect(idleChoice({ idle: { timeoutMs: hour } })).toBe(hour);
    expect(sessionsChoice({ idle: { timeoutWithSessionsMs: 2 * hour } })).toBe(2 * hour);
  });

  it('change one thing and leave the others said', () => {
    const own = { idle: { warningMs: 5_000, timeoutMs: hour, timeoutWithSessionsMs: 2 * hour } };
    const rest = { warningMs: 5_000, timeoutWithSessionsMs: 2 * hour };
    expect(idlePatch(own, 'never')).toEqual({ idle: { ...rest, enabled: false } });
    expect(idlePatch(own, 2 * hour)).toEqual({ idle: { ...rest, enabled: true, timeoutMs: 2 * hour } });
    expect(idlePatch(own, 'all')).toEqual({ idle: rest });
    expect(sessionsPatch(own, 'all')).toEqual({ idle: { warningMs: 5_000, timeoutMs: hour } });
    expect(idlePatch({ idle: { enabled: false } }, 'all')).toEqual({ idle: null });
  });

  it('offer a value that was written by hand, too', () => {
    expect(timeoutChoices(7_000)[0]).toBe(7_000);
    expect(timeoutChoices('all')).not.toContain(7_000);
  });
});

describe('a cap that is typed', () => {
  const words = wordsFor('de');
  it.each([
    ['4', 4],
    [' 2,5 ', 2.5],
    ['0.25', 0.25],
    ['1024', 1024],
  ])('%j is %d GB', (text, value) => {
    expect(readCap(text, words)).toEqual({ ok: true, bytes: value * gib });
  });

  it.each(['', '0', '-1', '1e3', '4 GB', '1025', 'NaN', '0x10', '1.2.3'])('%j is refused with a sentence', (text) => {
    expect(readCap(text, words)).toEqual({ ok: false, message: 'Eine Zahl von 0,25 bis 1.024.' });
  });

  it('is shown as it can be typed again', () => {
    for (const bytes of [gib, 2.5 * gib, 1000 * gib]) {
      expect(readCap(capText(bytes, words), words)).toEqual({ ok: true, bytes });
    }
    expect(capText(undefined, words)).toBe('');
  });
});
