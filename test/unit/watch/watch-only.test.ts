import { describe, expect, it } from 'vitest';
import type { JournalEntry } from '../../../main/core/enforce/journal.ts';
import { quoted } from '../../../main/core/i18n/message.ts';
import { RuntimeError } from '../../../main/core/runtimes/runtime.ts';
import { FakeClock } from '../support/fake-clock.ts';
import { FakeRuntime, fakeSandbox } from '../support/fake-runtime.ts';
import { keyOf } from '../support/cases.ts';
import { gib, minute, settingsWith, watch, type Watched } from '../support/watched.ts';

function given(watchOnly: boolean, journal: readonly JournalEntry[] = []) {
  const clock = new FakeClock();
  const runtime = new FakeRuntime('sbx', clock, [fakeSandbox('one')]);
  const parts = { journal: { read: () => journal, write: () => {} } };
  return { clock, runtime, ...watch(clock, [runtime], settingsWith({ watchOnly }), parts) };
}

const told = ({ ledger }: Watched) => ledger.map(({ decision, reason }) => [decision, reason]);

describe('a warning in one mode', () => {
  it('that nobody was shown leads to no stop in the other: it is warned anew (guards: the manner of the pending stop)', async () => {
    const { clock, runtime, watcher, events, ...rest } = given(true);
    await watcher.start();
    await clock.advance(30 * minute + 20_000);
    expect(events).toMatchObject([{ type: 'warning', dryRun: true }]);
    await watcher.changeSettings({ watchOnly: false });
    await clock.advance(5_000);
    const warnedMs = clock.monotonicMs();
    expect(events).toMatchObject([{ type: 'warning', dryRun: true }, { type: 'withdrawn' }, { type: 'warning' }]);
    expect(events[2]).not.toHaveProperty('dryRun');
    expect(told({ watcher, events, ...rest })[1]).toEqual(['withdrawn', 'watch-only-changed']);
    while (runtime.stops().length === 0) await clock.advance(1_000);
    expect(clock.monotonicMs() - warnedMs).toBeGreaterThanOrEqual(2 * minute);
  });

  it('that was shown is taken back in the other, and only spoken of from then on', async () => {
    const { clock, runtime, watcher, events, eventTypes, ledger } = given(false);
    await watcher.start();
    await clock.advance(30 * minute + 20_000);
    expect(eventTypes()).toEqual(['warning']);
    await watcher.changeSettings({ watchOnly: true });
    expect(eventTypes()).toEqual(['warning', 'withdrawn']);
    await clock.advance(10 * minute);
    expect(runtime.stops()).toEqual([]);
    expect(events.slice(2)).toMatchObject([
      { type: 'warning', dryRun: true },
      { type: 'stopped', dryRun: true },
    ]);
    expect(ledger.map(({ decision }) => decision)).toEqual(['warned', 'withdrawn', 'warned', 'would-stop']);
  });

  it('also counts when the switch comes during the last look', async () => {
    const { clock, runtime, watcher, events, eventTypes } = given(true);
    await watcher.start();
    while (events.length === 0) await clock.advance(1_000);
    runtime.onMeasure = () => {
      if (clock.monotonicMs() - 1_000 >= 32 * minute) void watcher.changeSettings({ watchOnly: false });
    };
    await clock.advance(3 * minute);
    expect(eventTypes().slice(0, 3)).toEqual(['warning', 'withdrawn', 'warning']);
    expect(runtime.stops()).toEqual([]);
  });

  it('is not taken over by the process after it: what it left behind is warned anew, with its whole time', async () => {
    const left: JournalEntry = {
      key: keyOf('one'),
      step: 'warned',
      rule: 'idle',
      who: 'policy',
      reason: 'idle for 30 min',
      atMs: 0,
      freedBytes: null,
    };
    const { clock, runtime, watcher, events } = given(false, [left]);
    await watcher.start();
    await clock.advance(29 * minute);
    expect(runtime.stops()).toEqual([]);
    expect(events).toEqual([]);
    await clock.advance(5 * minute);
    expect(events.map(({ type }) => type)).toEqual(['warning', 'stopping', 'stopped']);
  });
});

describe('what would have been stopped', () => {
  async function wouldHave() {
    const all = given(true);
    await all.watcher.start();
    await all.clock.advance(34 * minute);
    expect(all.watcher.getState().sandboxes[0]?.progress?.step).toBe('would-stop');
    return all;
  }

  it('is warned and stopped once stops are carried out, and its card no longer speaks of watch-only mode (guards: forgetSaid)', async () => {
    const { clock, runtime, watcher, eventTypes, ledger } = await wouldHave();
    await watcher.changeSettings({ watchOnly: false });
    expect(watcher.getState().sandboxes[0]?.progress).toBeUndefined();
    await clock.advance(4 * minute);
    expect(runtime.stops()).toEqual(['stop one']);
    expect(eventTypes().slice(2)).toEqual(['warning', 'stopping', 'stopped']);
    expect(ledger[2]).toMatchObject({ decision: 'would-stop-ended', reason: 'watch-only mode is off' });
  });

  it('for memory while it worked is not held back either, and its first failure is told', async () => {
    const clock = new FakeClock();
    const runtime = new FakeRuntime('sbx', clock, [fakeSandbox('worker', { memoryBytes: 4 * gib, cpuFraction: 0.5 })]);
    const memory = { budgetBytes: 2 * gib, act: 'stop-largest' } as const;
    const { watcher, ledger, eventTypes } = watch(clock, [runtime], settingsWith({ watchOnly: true, memory }));
    await watcher.start();
    while (!ledger.some(({ decision }) => decision === 'would-stop')) await clock.advance(5_000);
    runtime.stopFails = new RuntimeError('error', quoted('no'));
    await clock.advance(minute);
    await watcher.changeSettings({ watchOnly: false });
    await clock.advance(10 * minute);
    expect(runtime.stops().length).toBeGreaterThan(0);
    expect(eventTypes()).toContain('stop-failed');
  });

  it('is said once, although a look fails: unknown is no work (guards: unknown in settle)', async () => {
    const { clock, runtime, watcher, ledger } = await wouldHave();
    runtime.get('one').sessions = 'unknown';
    await clock.advance(30_000);
    expect(watcher.getState().sandboxes[0]?.activity.state).toBe('unknown');
    expect(watcher.getState().sandboxes[0]?.progress?.step).toBe('would-stop');
    runtime.get('one').sessions = 0;
    runtime.listFails = new RuntimeError('hung', quoted('no answer'));
    await clock.advance(5 * minute);
    runtime.listFails = null;
    await clock.advance(3 * 60 * minute);
    expect(ledger.map(({ decision }) => decision)).toEqual(['warned', 'would-stop']);
    runtime.get('one').cpuFraction = 0.9;
    await clock.advance(minute);
    expect(ledger.slice(2)).toMatchObject([{ decision: 'active-again' }]);
  });

  it.each([
    ['it was stopped', (runtime: FakeRuntime) => (runtime.get('one').status = 'stopped')],
    ['it is gone', (runtime: FakeRuntime) => runtime.sandboxes.splice(0)],
  ])('is over without having worked: %s', async (reason, end) => {
    const { clock, runtime, watcher, ledger } = await wouldHave();
    end(runtime);
    await clock.advance(minute);
    const said = ledger.slice(2).filter(({ decision }) => decision !== 'stopped-outside');
    expect(said).toMatchObject([{ decision: 'would-stop-ended', reason }]);
    expect(watcher.getState().sandboxes[0]?.progress).toBeUndefined();
  });
});
