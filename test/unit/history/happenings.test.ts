import { describe, expect, it } from 'vitest';
import { Happenings } from '../../../main/core/history/happenings.ts';
import { quoted } from '../../../main/core/i18n/message.ts';
import type { AppState, SandboxState } from '../../../main/core/model/app-state.ts';
import type { WatchEvent } from '../../../main/core/model/events.ts';
import { appState, nowMs, sandboxState } from '../support/state.ts';

const key = 'sbx/api';
const look = (seconds: number, sandboxes: readonly SandboxState[], patch: Partial<AppState> = {}): AppState =>
  appState(sandboxes, { atMs: nowMs + seconds * 1_000, ...patch });
const runs = sandboxState('api');
const stopped = sandboxState('api', { status: 'stopped' });
const about = { atMs: nowMs + 20_000, key, name: 'api' } as const;
const stopping: WatchEvent = { ...about, type: 'stopping', who: 'policy', reason: '' };
const done: WatchEvent = { ...about, type: 'stopped', who: 'policy', reason: '', freedBytes: 1 };

function marksOf(all: readonly (AppState | WatchEvent)[]) {
  const happenings = new Happenings();
  return all
    .flatMap((one) => ('type' in one ? happenings.fromEvent(one) : happenings.fromState(one)))
    .map(({ atMs, kind, who, forMs }) => [(atMs - nowMs) / 1_000, kind, who ?? forMs ?? null]);
}

describe('marks', () => {
  it('of a stop by policy is one, whichever of state and event comes first', () => {
    const expected = [[20, 'stopped', 'policy']];
    expect(marksOf([look(0, [runs]), stopping, look(15, [stopped]), done, look(30, [stopped])])).toEqual(expected);
    expect(marksOf([look(0, [runs]), stopping, done, look(15, [stopped]), look(30, [stopped])])).toEqual(expected);
  });

  it('of the next stop, by somebody else, is not taken for our own', () => {
    const all = [look(0, [runs]), stopping, done, look(15, [stopped]), look(30, [runs]), look(45, [stopped])];
    expect(marksOf(all)).toEqual([
      [20, 'stopped', 'policy'],
      [30, 'started', null],
      [45, 'stopped', 'unknown'],
    ]);
  });

  it('name Docker where its log does', () => {
    const docker = {
      event: 'auto-stopped',
      atMs: null,
      stoppedBy: 'docker-idle-timer',
      stoppedAtMs: nowMs + 9_000,
    } as const;
    expect(marksOf([look(0, [runs]), look(15, [{ ...stopped, docker }])])).toEqual([[9, 'stopped', 'docker']]);
  });

  it('tell of no stop when a runtime merely does not answer, or says a word that nobody knows', () => {
    const hung = { runtimes: [{ id: 'sbx', state: 'hung' }] } as const;
    expect(marksOf([look(0, [runs]), look(15, [], hung)])).toEqual([]);
    expect(marksOf([look(0, [runs]), look(15, [sandboxState('api', { status: 'unknown' })])])).toEqual([]);
  });

  it('tell of no start in the first look, nor when the runtime comes back', () => {
    const hung = { runtimes: [{ id: 'sbx', state: 'hung' }] } as const;
    expect(marksOf([look(0, [runs])])).toEqual([]);
    expect(marksOf([look(0, [], hung), look(15, [runs])])).toEqual([]);
  });

  it('tell of a start with its own time, of a new sandbox and of a new run, too', () => {
    const from = (seconds: number) => sandboxState('api', { startedAtMs: nowMs + seconds * 1_000 });
    expect(marksOf([look(0, [stopped]), look(15, [from(9)])])).toEqual([[9, 'started', null]]);
    expect(marksOf([look(0, []), look(15, [from(9)])])).toEqual([[9, 'started', null]]);
    expect(marksOf([look(0, [from(-900)]), look(15, [from(9)])])).toEqual([[9, 'started', null]]);
    expect(marksOf([look(0, [from(-900)]), look(15, [from(-900)])])).toEqual([]);
  });

  it('tell of warnings, of stops that failed and of what would have been stopped', () => {
    const failed: WatchEvent = { ...about, type: 'stop-failed', who: 'user', message: quoted('') };
    const would: WatchEvent = {
      ...about,
      type: 'stopped',
      who: 'schedule',
      reason: '',
      freedBytes: null,
      dryRun: true,
    };
    expect(marksOf([failed, would])).toEqual([
      [20, 'stop-failed', 'user'],
      [20, 'would-stop', 'schedule'],
    ]);
  });

  it('tell once that the machine slept, and for how long', () => {
    const host = { totalBytes: 1, availableBytes: 1, resumedAtMs: nowMs + 3_600_000 };
    const states = [look(0, [runs]), look(3_605, [runs], { host }), look(3_610, [runs], { host })];
    expect(marksOf(states)).toEqual([[3_600, 'slept', 3_600_000]]);
  });
});
