import { describe, expect, it } from 'vitest';
import { wordsFor } from '../../../../main/core/i18n/words.ts';
import type { Vote } from '../../../../main/core/model/activity.ts';
import { defaultSettings } from '../../../../main/core/settings/schema.ts';
import { evidenceRows } from '../../../../renderer/detail/evidence-model.ts';
import { nowMs } from '../../support/state.ts';

const minute = 60_000;
const row = (vote: Vote) => evidenceRows([vote], defaultSettings.idle, nowMs, wordsFor('en'))[0];

describe('the evidence', () => {
  it.each<[Vote, string, string]>([
    [
      { signal: 'cpu', says: 'idle', value: 0.004, threshold: 0.03 },
      'at rest',
      '0.4% of one core (work above 5%, rest below 3%)',
    ],
    [
      { signal: 'cpu', says: 'unknown', value: null, threshold: 0.05 },
      'not known: counts as at work',
      'not to be read',
    ],
    [{ signal: 'network', says: 'busy', value: 4096, threshold: 1024 }, 'at work', '4 kB a second (work above 1 kB)'],
    [{ signal: 'network', says: 'idle', value: 5 * minute, threshold: null }, 'at rest', 'last request 5 min ago'],
    [
      { signal: 'network', says: 'busy', value: 2 * minute, threshold: 10 * minute },
      'at work',
      'last request 2 min ago, to a model; an answer may take 10 min',
    ],
    [{ signal: 'sessions', says: 'idle', value: 0, threshold: null }, 'at rest', 'no session'],
    [{ signal: 'sessions', says: 'busy', value: 2, threshold: null }, 'at work', 'a session came or went, now 2'],
    [
      { signal: 'workspace', says: 'idle', value: nowMs - 42 * minute, threshold: null },
      'at rest',
      'last change 42 min ago',
    ],
    [{ signal: 'daemon', says: 'idle', value: null, threshold: null }, 'at rest', 'nothing seen yet'],
    [{ signal: 'ports', says: 'idle', value: null, threshold: null }, 'at rest', 'no new one to its ports yet'],
    [
      { signal: 'ports', says: 'busy', value: nowMs - 3 * minute, threshold: null },
      'at work',
      'last new one to a port 3 min ago',
    ],
    [
      { signal: 'ports', says: 'unknown', value: null, threshold: null },
      'not known: counts as at work',
      'not to be read',
    ],
  ])('of %j', (vote, verdict, figure) => {
    expect(row(vote)).toMatchObject({ verdict, figure });
  });

  it('tells when a signal was last at work, where its figure does not', () => {
    const lastActiveAtMs = nowMs - 12 * minute;
    const cpu = row({ signal: 'cpu', says: 'idle', value: 0, threshold: 0.02, lastActiveAtMs });
    const files = row({ signal: 'workspace', says: 'idle', value: nowMs, threshold: null, lastActiveAtMs });
    expect([cpu?.lastActive, files?.lastActive]).toEqual(['last at work 12 min ago', null]);
  });

  it('leaves out signals that this runtime does not have', () => {
    expect(row({ signal: 'network', says: 'absent', value: null, threshold: null })).toBeUndefined();
  });
});
