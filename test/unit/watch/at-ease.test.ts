import { describe, expect, it } from 'vitest';
import type { HostMemory, HostPressure } from '../../../main/core/model/snapshot.ts';
import { FakeClock } from '../support/fake-clock.ts';
import { FakeRuntime, fakeSandbox } from '../support/fake-runtime.ts';
import { gib, minute, settingsWith, watch } from '../support/watched.ts';

type Settable<T> = { -readonly [Key in keyof T]: T[Key] };

const pressure = (level: HostPressure['level']): HostPressure => ({ level, source: 'linux-available', atMs: 0 });

async function given(count: number, memory: Parameters<typeof settingsWith>[0]['memory'] = { budgetBytes: 32 * gib }) {
  const clock = new FakeClock();
  const boxes = Array.from({ length: count }, (_, index) => fakeSandbox(`s${index}`, { memoryBytes: gib / 2 }));
  const runtime = new FakeRuntime('sbx', clock, boxes);
  const host: Settable<HostMemory> = { totalBytes: 64 * gib, availableBytes: 40 * gib, pressure: pressure('normal') };
  let reads = 0;
  const hostMemory = {
    read: () => {
      reads += 1;
      return Promise.resolve({ ...host });
    },
  };
  const watched = watch(clock, [runtime], settingsWith({ memory }), { hostMemory }, host);
  await watched.watcher.start();
  const looksIn = async (ms: number) => {
    const before = runtime.calls.filter((call) => call === 'detect').length;
    await clock.advance(ms);
    return runtime.calls.filter((call) => call === 'detect').length - before;
  };
  return { ...watched, clock, runtime, host, looksIn, reads: () => reads };
}

describe('sandboxes that are at ease', () => {
  it('are looked at once a minute where they are many, and the state says why', async () => {
    const { watcher, looksIn } = await given(21);
    expect(await looksIn(10 * minute)).toBe(10);
    expect(watcher.getState().cadence).toMatchObject({ intervalMs: minute, reason: 'at-ease' });
  });

  it.each([0, 1, 20])('are looked at twice a minute where they are few: %i', async (count) => {
    const { watcher, looksIn } = await given(count);
    expect(await looksIn(10 * minute)).toBe(20);
    expect(watcher.getState().cadence).toMatchObject({ intervalMs: minute / 2, reason: 'at-ease' });
  });

  it('have the time between the looks counted as observed', async () => {
    const { watcher, clock } = await given(21);
    await clock.advance(20 * minute);
    for (const one of watcher.getState().sandboxes) {
      expect(one.activity.state).toBe('idle');
      expect(one.activity.idleForMs).toBeGreaterThan(17 * minute);
    }
  });

  it('are warned within a look of their timeout', async () => {
    const { clock, eventTypes } = await given(21);
    await clock.advance(29 * minute);
    expect(eventTypes()).toEqual([]);
    await clock.advance(4 * minute);
    expect(eventTypes()).toContain('warning');
  });

  it.each<[string, Parameters<typeof settingsWith>[0]['memory']]>([
    ['the budget is near', { budgetBytes: 11 * gib }],
    ['a cap is near', { budgetBytes: 'off', capBytes: gib }],
  ])('are looked at four times a minute while %s, many or few', async (_, memory) => {
    for (const count of [20, 21]) {
      const { looksIn } = await given(count, memory);
      expect(await looksIn(10 * minute)).toBe(40);
    }
  });

  it.each([20, 21])(
    'are looked at four times a minute while the memory of one, or the pressure, is not known: %i',
    async (count) => {
      const { looksIn, runtime, host } = await given(count);
      runtime.get('s3').memoryBytes = null;
      await looksIn(minute);
      expect(await looksIn(10 * minute)).toBe(40);
      runtime.get('s3').memoryBytes = gib;
      host.pressure = pressure('unknown');
      await looksIn(minute);
      expect(await looksIn(10 * minute)).toBe(40);
    },
  );
});

describe('memory that is taken between two looks that are far apart', () => {
  it.each([20, 21])('is noticed as soon as near a limit when it may have reached one: %i', async (count) => {
    const { runtime, host, clock, watcher, looksIn } = await given(count);
    await looksIn(minute);
    runtime.get('s3').memoryBytes = 25 * gib;
    host.availableBytes -= 24.5 * gib;
    expect(await looksIn(15_000)).toBe(1);
    expect(watcher.getState().cadence.reason).toBe('decision-near');
    await clock.advance(35_000);
    expect(watcher.getState().notices).toMatchObject([{ rule: 'budget', sandboxKey: 'sbx/s3' }]);
  });

  it('is no reason to look when it is far less than what is left', async () => {
    const { host, looksIn } = await given(21);
    await looksIn(minute);
    host.availableBytes -= 2 * gib;
    expect(await looksIn(minute - 1)).toBe(0);
  });

  it.each<HostPressure['level']>(['warning', 'critical', 'unknown'])(
    'is a reason to look when the machine calls it %s',
    async (level) => {
      const { host, looksIn } = await given(21);
      await looksIn(minute);
      host.pressure = pressure(level);
      expect(await looksIn(15_000)).toBe(1);
    },
  );

  it('is not watched any more after the end', async () => {
    const { watcher, host, looksIn } = await given(21);
    await looksIn(minute);
    await watcher.dispose();
    host.pressure = pressure('critical');
    expect(await looksIn(10 * minute)).toBe(0);
  });

  it('is not read any more after an end that came in the middle of a look', async () => {
    const { watcher, clock, reads } = await given(21);
    void watcher.lookNow();
    await watcher.dispose();
    const before = reads();
    await clock.advance(10 * minute);
    expect(reads()).toBe(before);
  });
});
