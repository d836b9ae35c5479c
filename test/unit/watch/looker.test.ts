import { describe, expect, it } from 'vitest';
import { quoted } from '../../../main/core/i18n/message.ts';
import { silentLogger } from '../../../main/core/model/logger.ts';
import { RuntimeError } from '../../../main/core/runtimes/runtime.ts';
import { Looker } from '../../../main/core/watch/looker.ts';
import { isFresh } from '../../../main/core/model/snapshot.ts';
import { FakeClock } from '../support/fake-clock.ts';
import { FakeRuntime, fakeSandbox } from '../support/fake-runtime.ts';
import { minute, settingsWith, watch } from '../support/watched.ts';

function given(...names: readonly string[]) {
  const clock = new FakeClock();
  const runtime = new FakeRuntime(
    'sbx',
    clock,
    names.map((name) => fakeSandbox(name)),
  );
  const looker = new Looker({
    runtimes: [runtime],
    hostMemory: { read: () => Promise.resolve(null) },
    clock,
    logger: silentLogger,
  });
  const lookAfter = async (seconds: number) => {
    await clock.advance(seconds * 1000);
    return looker.look();
  };
  return { clock, runtime, lookAfter };
}

describe('a sandbox that is missing from a list', () => {
  it('is gone when a second good list, 10 s later, does not have it either', async () => {
    const { runtime, lookAfter } = given('a', 'b');
    await lookAfter(0);
    const [removed] = runtime.sandboxes.splice(1, 1);
    for (const seconds of [5, 5, 4]) {
      const snapshot = await lookAfter(seconds);
      const kept = snapshot.sandboxes.find((one) => one.name === 'b');
      expect(kept).toBeDefined();
      expect(kept && isFresh(kept, snapshot)).toBe(false);
    }
    expect((await lookAfter(1)).sandboxes.map((one) => one.name)).toEqual(['a']);
    expect(removed?.name).toBe('b');
  });

  it('is not gone by an answer that failed', async () => {
    const { runtime, lookAfter } = given('a', 'b');
    await lookAfter(0);
    runtime.sandboxes.splice(1, 1);
    await lookAfter(5);
    runtime.listFails = new RuntimeError('error', quoted('no'));
    expect((await lookAfter(600)).sandboxes).toHaveLength(2);
    runtime.listFails = null;
    expect((await lookAfter(5)).sandboxes).toHaveLength(1);
  });

  it('was never away when it comes back in between', async () => {
    const { runtime, lookAfter } = given('a', 'b');
    await lookAfter(0);
    const [removed] = runtime.sandboxes.splice(1, 1);
    await lookAfter(5);
    if (removed) runtime.sandboxes.push(removed);
    await lookAfter(5);
    runtime.sandboxes.splice(1, 1);
    await lookAfter(60);
    expect((await lookAfter(9)).sandboxes).toHaveLength(2);
    expect((await lookAfter(1)).sandboxes).toHaveLength(1);
  });

  it('is not gone at once with its daemon either', async () => {
    const { runtime, lookAfter } = given('a');
    await lookAfter(0);
    runtime.condition = 'daemon-not-running';
    const snapshot = await lookAfter(5);
    expect(snapshot.runtimes).toMatchObject([{ state: 'daemon-not-running' }]);
    expect(snapshot.sandboxes).toHaveLength(1);
    expect((await lookAfter(10)).sandboxes).toHaveLength(0);
  });
});

describe('a runtime that fails', () => {
  it('is shown as failed when it fails twice in a row, not once', async () => {
    const { runtime, lookAfter } = given('a');
    await lookAfter(0);
    runtime.listFails = new RuntimeError('error', quoted('garbage'));
    const once = await lookAfter(5);
    expect(once.runtimes).toMatchObject([{ state: 'ready', blip: true }]);
    expect(once.sandboxes.some((one) => isFresh(one, once))).toBe(false);
    expect((await lookAfter(5)).runtimes).toMatchObject([{ state: 'error', detail: quoted('garbage') }]);
  });

  it('is shown as failed at once when nothing good was ever heard of it', async () => {
    const { runtime, lookAfter } = given('a');
    runtime.listFails = new RuntimeError('error', quoted('garbage'));
    expect((await lookAfter(0)).runtimes).toMatchObject([{ state: 'error' }]);
  });

  it('has its blip forgotten by a good answer', async () => {
    const { runtime, lookAfter } = given('a');
    await lookAfter(0);
    for (let round = 0; round < 3; round += 1) {
      runtime.listFails = new RuntimeError('hung', quoted('no answer'));
      expect((await lookAfter(5)).runtimes).toMatchObject([{ state: 'ready', blip: true }]);
      runtime.listFails = null;
      expect((await lookAfter(5)).runtimes).toEqual([{ id: 'sbx', state: 'ready' }]);
    }
  });

  it('is asked once a minute while it hangs, and at once when somebody asks', async () => {
    const { runtime, lookAfter } = given('a');
    runtime.listFails = new RuntimeError('hung', quoted('no answer'));
    await lookAfter(0);
    for (let second = 0; second < 55; second += 5) await lookAfter(5);
    expect(runtime.calls.filter((call) => call === 'list')).toHaveLength(1);
    await lookAfter(5);
    expect(runtime.calls.filter((call) => call === 'list')).toHaveLength(2);
  });
});

describe('a blip', () => {
  it('is not shown, and nothing follows from it', async () => {
    const clock = new FakeClock();
    const runtime = new FakeRuntime('sbx', clock, [fakeSandbox('idle')]);
    const { watcher, eventTypes } = watch(clock, [runtime], settingsWith({}));
    await watcher.start();
    await clock.advance(31 * minute);
    expect(eventTypes()).toEqual(['warning']);
    runtime.listFails = new RuntimeError('error', quoted('garbage'));
    await clock.advance(5_000);
    expect(watcher.getState().sandboxes[0]).toMatchObject({ fresh: true, activity: { state: 'unknown' } });
    expect(watcher.getState().runtimes).toMatchObject([{ state: 'ready' }]);
    runtime.listFails = null;
    await clock.advance(30_000);
    // The warning stands, and so does the idle time; only what was not seen does not count.
    expect(eventTypes()).toEqual(['warning']);
    expect(runtime.stops()).toEqual([]);
  });
});
