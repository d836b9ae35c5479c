import { describe, expect, it } from 'vitest';
import { FakeClock } from '../support/fake-clock.ts';
import { FakeRuntime, fakeSandbox } from '../support/fake-runtime.ts';
import { minute, settingsWith, watch } from '../support/watched.ts';

const hour = 60 * minute;
const full = { budgetBytes: 100_000_000, act: 'stop-largest' } as const;

function fresh(asksFirst: boolean, memory?: typeof full) {
  const clock = new FakeClock();
  const runtime = new FakeRuntime('sbx', clock, [fakeSandbox('idle')]);
  const settings = { ...settingsWith({ ...(memory && { memory }) }), firstRun: 'welcome' as const };
  return { clock, runtime, ...watch(clock, [runtime], settings, { asksFirst }) };
}

/** Guards: nothing is stopped by policy before the first run's question is answered. */
describe('a fresh install', () => {
  it('announces and stops nothing before it was told what is to become of idle sandboxes', async () => {
    const { clock, runtime, watcher, events, ledger } = fresh(true);
    await watcher.start();
    await clock.advance(5 * hour);
    expect(runtime.stops()).toEqual([]);
    expect(events).toEqual([]);
    expect(ledger).toEqual([]);
    expect(watcher.getState().sandboxes[0]?.next).toBeUndefined();

    await watcher.changeSettings({ firstRun: 'idle' });
    await clock.advance(hour);
    expect(events).toEqual([]);

    await watcher.answerTrial(0);
    await watcher.changeSettings({ firstRun: 'comfort' });
    await clock.advance(minute);
    expect(events.map(({ type }) => type)).toEqual(['warning']);
    await clock.advance(3 * minute);
    expect(runtime.stops()).toEqual(['stop idle']);
  });

  it('tells of high memory, and takes nothing for it', async () => {
    const { clock, runtime, watcher, events } = fresh(true, full);
    await watcher.start();
    await clock.advance(2 * hour);
    expect(events.map(({ type }) => type)).toContain('notice');
    expect(runtime.stops()).toEqual([]);
  });

  it('stops what somebody tells it to stop', async () => {
    const { clock, runtime, watcher } = fresh(true);
    await watcher.start();
    await clock.advance(minute);
    const stopped = watcher.stopSandbox('sbx/idle');
    await clock.advance(minute);
    expect(await stopped).toEqual({ ok: true });
    expect(runtime.stops()).toEqual(['stop idle']);
  });

  it('is not asked where there is no window, and has the defaults', async () => {
    const { clock, runtime, watcher } = fresh(false);
    await watcher.start();
    await clock.advance(hour);
    expect(runtime.stops()).toEqual(['stop idle']);
  });
});
