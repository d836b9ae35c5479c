import { describe, expect, it } from 'vitest';
import { wordsFor } from '../../../main/core/i18n/words.ts';
import { cronSentence, scheduleSentence } from '../../../main/core/model/schedule-text.ts';

const en = wordsFor('en');
const de = wordsFor('de');
const minute = 60_000;

describe('a schedule in words', () => {
  it.each([
    ['0 19 * * 1-5', 'At 7:00 PM, Monday through Friday', 'Um 19:00, Montag bis Freitag'],
    ['0 22 * * *', 'At 10:00 PM, every day', 'Um 22:00, jeden Tag'],
    [
      '*/15 8-18 * * 6',
      'Every 15 minutes, between 8:00 AM and 6:59 PM, only on Saturday',
      'Alle 15 Minuten, zwischen 08:00 und 18:59, nur jeden Samstag',
    ],
  ])('has its times in each language: %s', (cron, english, german) => {
    expect([cronSentence(cron, en), cronSentence(cron, de)]).toEqual([english, german]);
  });

  it('says what it stops', () => {
    const evening = { cron: '0 19 * * 1-5', action: 'stop-idle', forMs: 30 * minute, minIdleMs: 5 * minute } as const;
    expect(scheduleSentence(evening, en)).toBe(
      'At 7:00 PM, Monday through Friday: within the next 30 min, stop what has been idle for 5 min',
    );
    expect(scheduleSentence(evening, de)).toBe(
      'Um 19:00, Montag bis Freitag: innerhalb von 30 Min. anhalten, was seit 5 Min. untätig ist',
    );
  });

  it('says when nothing is stopped', () => {
    const night = { cron: '0 22 * * *', action: 'quiet', forMs: 540 * minute, minIdleMs: 0 } as const;
    expect(scheduleSentence(night, en)).toBe('At 10:00 PM, every day: stop nothing for 9 hr');
    expect(scheduleSentence(night, de)).toBe('Um 22:00, jeden Tag: 9 Std. lang nichts anhalten');
  });

  it('does not fail over what is no cron expression', () => {
    expect(cronSentence('every evening', de)).toMatch(/./);
  });
});
