import { describe, expect, it } from 'vitest';
import { FakeClock } from '../support/fake-clock.ts';
import { FakeRuntime, fakeSandbox } from '../support/fake-runtime.ts';
import { minute, settingsWith, watch } from '../support/watched.ts';

function given(surroundings = { onBattery: false, asleep: false }, ...sandboxes: ReturnType<typeof fakeSandbox>[]) {
  const clock = new FakeClock();
  const runtime = new FakeRuntime('sbx', clock, sandboxes);
  const watched = watch(clock, [runtime], settingsWith({}), { surroundings: () => surroundings });
  const looksIn = async (ms: number) => {
    const before = runtime.calls.filter((call) => call === 'detect').length;
    await clock.advance(ms);
    return runtime.calls.filter((call) => call === 'detect').length - before;
  };
  return { clock, runtime, surroundings, looksIn, ...watched };
}

describe('the pace of looking', () => {
  it('is four looks a minute at rest, and the state says why', async () => {
    const { watcher, looksIn } = given();
    await watcher.start();
    expect(await looksIn(10 * minute)).toBe(40);
    expect(watcher.getState().cadence).toMatchObject({ intervalMs: 15_000, reason: 'at-rest' });
  });

  it('is a look at once and every 5 s while the popup is open', async () => {
    const { watcher, looksIn, runtime } = given();
    await watcher.start();
    const before = runtime.calls.length;
    watcher.setAttention(true);
    await looksIn(0);
    expect(runtime.calls.length).toBeGreaterThan(before);
    expect(await looksIn(minute)).toBe(12);
    expect(watcher.getState().cadence.reason).toBe('popup-open');
    watcher.setAttention(false);
    await looksIn(5_000);
    expect(await looksIn(minute)).toBe(4);
  });

  it('is two looks a minute on battery', async () => {
    const { watcher, looksIn } = given({ onBattery: true, asleep: false });
    await watcher.start();
    expect(await looksIn(10 * minute)).toBe(20);
  });

  it('is no look asleep, and goes on by itself after it', async () => {
    const { watcher, looksIn, surroundings } = given();
    await watcher.start();
    surroundings.asleep = true;
    expect(await looksIn(60 * minute)).toBe(0);
    surroundings.asleep = false;
    await looksIn(minute);
    expect(await looksIn(10 * minute)).toBe(40);
  });

  it('counts no time as idle in which it was meant to sleep', async () => {
    const { watcher, clock, surroundings } = given(undefined, fakeSandbox('idle'));
    await watcher.start();
    await clock.advance(20 * minute);
    surroundings.asleep = true;
    await clock.advance(20 * minute);
    surroundings.asleep = false;
    await clock.advance(2 * minute);
    expect(watcher.getState().sandboxes[0]?.activity.idleForMs).toBeLessThan(2 * minute);
  });

  it('counts the time between slow looks as observed', async () => {
    const { watcher, clock } = given({ onBattery: true, asleep: false }, fakeSandbox('idle'));
    await watcher.start();
    await clock.advance(10 * minute);
    expect(watcher.getState().sandboxes[0]?.activity.idleForMs).toBeGreaterThan(8 * minute);
  });

  it('is that of the settings when a decision is near', async () => {
    const { watcher, clock, looksIn } = given(undefined, fakeSandbox('idle'));
    await watcher.start();
    await clock.advance(29.5 * minute);
    expect(watcher.getState().cadence.reason).toBe('decision-near');
    expect(await looksIn(30_000)).toBe(6);
  });
});

describe('sessions that nobody asked about', () => {
  it('are no reason to call a sandbox busy, and none to stop it', async () => {
    const { clock, runtime, watcher, eventTypes } = given(
      undefined,
      fakeSandbox('dark', { sessions: 'unknown', sessionsAsked: false }),
    );
    await watcher.start();
    await clock.advance(5 * 60 * minute);
    expect(watcher.getState().sandboxes[0]?.activity.state).toBe('idle');
    expect(eventTypes()).toEqual([]);
    expect(runtime.stops()).toEqual([]);
  });
});
