import { describe, expect, it } from 'vitest';
import { HostMonitor, type PowerEvents } from '../../../main/core/host/host-monitor.ts';
import { Emitter } from '../../../main/core/model/emitter.ts';
import { silentLogger } from '../../../main/core/model/logger.ts';
import { Looker } from '../../../main/core/watch/looker.ts';
import { FakeClock } from '../support/fake-clock.ts';
import { FakeRuntime, fakeSandbox } from '../support/fake-runtime.ts';
import { gib, minute, settingsWith, watch } from '../support/watched.ts';

/** A laptop whose monotonic clock goes on while it sleeps, as macOS and Windows have it. */
async function laptop() {
  const clock = new FakeClock();
  const runtime = new FakeRuntime('sbx', clock, [fakeSandbox('one')]);
  const [suspends, resumes] = [new Emitter<void>(), new Emitter<void>()];
  const powerEvents: PowerEvents = {
    onBattery: () => false,
    onSuspend: (listener) => suspends.on(listener),
    onResume: (listener) => resumes.on(listener),
  };
  const host = new HostMonitor({
    clock,
    powerEvents,
    readers: {
      memory: (atMs) =>
        Promise.resolve({
          memory: { totalBytes: 16 * gib, availableBytes: 8 * gib },
          pressure: { level: 'normal', source: 'none', atMs },
        }),
      memoryCostsProcess: false,
      power: (atMs) => Promise.resolve({ onBattery: false, source: 'none', atMs }),
      powerCostsProcess: false,
      clockRunsInSleep: true,
    },
  });
  const watched = watch(clock, [runtime], settingsWith({}), {
    looker: new Looker({ runtimes: [runtime], hostMemory: host, clock, logger: silentLogger }),
    surroundings: () => host.surroundings(),
  });
  host.onResume(() => void watched.watcher.lookNow());
  await watched.watcher.start();
  /** The timers that are overdue come before the word that it is awake. */
  const sleep = async (ms: number) => {
    suspends.emit();
    clock.oversleep(ms);
    await clock.advance(0);
    resumes.emit();
    await clock.advance(0);
  };
  const idleForMs = () => watched.watcher.getState().sandboxes[0]?.activity.idleForMs;
  return { clock, runtime, sleep, idleForMs, ...watched };
}

describe('a sleep of less than two minutes', () => {
  it.each([20, 100])('is no idleness, and begins the grace: %d s', async (seconds) => {
    const { clock, sleep, idleForMs, watcher } = await laptop();
    await clock.advance(20 * minute);
    expect(idleForMs()).toBeGreaterThan(19 * minute);
    await sleep(seconds * 1_000);
    expect(idleForMs()).toBe(0);
    expect(watcher.getState().sandboxes[0]?.activity.inGrace).toBe(true);
    await clock.advance(20 * minute);
    expect(idleForMs()).toBeLessThan(20 * minute);
    expect(idleForMs()).toBeGreaterThan(10 * minute);
  });

  it.each([20, 100])('withdraws a stop that became due in it: %d s', async (seconds) => {
    const { clock, runtime, sleep, events, eventTypes } = await laptop();
    while (events.length === 0) await clock.advance(1_000);
    await clock.advance(2 * minute - 10_000);
    await sleep(seconds * 1_000);
    await clock.advance(minute);
    expect(runtime.stops()).toEqual([]);
    expect(events[1]).toMatchObject({ type: 'withdrawn', reason: 'grace' });
    await clock.advance(60 * minute);
    expect(eventTypes()).toEqual(['warning', 'withdrawn', 'warning', 'stopping', 'stopped']);
  });

  it('also when it came just before the last look (guards: nothing is judged asleep)', async () => {
    const { clock, runtime, sleep, events } = await laptop();
    while (events.length === 0) await clock.advance(1_000);
    const looks = () => runtime.calls.filter((call) => call === 'list').length;
    await clock.advance(2 * minute - 1_000);
    for (let before = looks(); looks() === before;) await clock.advance(500);
    await clock.advance(500);
    await sleep(10_000);
    await clock.advance(minute);
    expect(runtime.stops()).toEqual([]);
    expect(events[1]).toMatchObject({ type: 'withdrawn' });
  });

  it('is no idleness where nobody says when it ended either (guards: no look is due by the pace asleep)', async () => {
    const clock = new FakeClock();
    const runtime = new FakeRuntime('sbx', clock, [fakeSandbox('one')]);
    const surroundings = { asleep: false };
    const { watcher } = watch(clock, [runtime], settingsWith({}), { surroundings: () => surroundings });
    await watcher.start();
    await clock.advance(20 * minute);
    surroundings.asleep = true;
    clock.oversleep(100_000);
    await clock.advance(0);
    surroundings.asleep = false;
    await watcher.lookNow();
    expect(watcher.getState().sandboxes[0]?.activity.idleForMs).toBe(0);
  });
});
