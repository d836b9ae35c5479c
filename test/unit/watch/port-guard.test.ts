import { describe, expect, it } from 'vitest';
import type { HostMemory } from '../../../main/core/model/snapshot.ts';
import { Looker } from '../../../main/core/watch/looker.ts';
import { silentLogger } from '../../../main/core/model/logger.ts';
import { partsOf } from '../../../main/core/watch/port-guard.ts';
import { PortUse } from '../../../main/core/watch/port-use.ts';
import type { Surroundings } from '../../../main/core/watch/pacer.ts';
import { FakeClock } from '../support/fake-clock.ts';
import { FakeRuntime, fakeSandbox } from '../support/fake-runtime.ts';
import { gib, minute, settingsWith, watch } from '../support/watched.ts';

const host: HostMemory = {
  totalBytes: 64 * gib,
  availableBytes: 40 * gib,
  pressure: { level: 'normal', source: 'linux-available', atMs: 0 },
};

/** As on macOS. */
const endedSeenForMs = 30_000;

/** Sandboxes far from every limit, the first with a published port; `calls` are on a clock that starts with the first look. */
async function given(count: number, calls: { readonly everyMs: number; readonly firstMs: number } | null) {
  const clock = new FakeClock();
  const boxes = Array.from({ length: count }, (_, index) => fakeSandbox(`s${index}`));
  boxes[0] = fakeSandbox('s0', { ports: [{ hostPort: 1, sandboxPort: 80 }] });
  const startedMs = clock.monotonicMs();
  const readAtMs: number[] = [];
  const portUse = new PortUse({
    endedSeenForMs,
    read: (ports) => {
      const atMs = clock.monotonicMs() - startedMs;
      readAtMs.push(atMs);
      const byPort = new Map<number, Set<string>>();
      const sinceFirstMs = calls ? atMs - calls.firstMs : -1;
      if (calls && sinceFirstMs >= 0 && sinceFirstMs % calls.everyMs < endedSeenForMs)
        byPort.set(1, new Set([`call ${Math.floor(sinceFirstMs / calls.everyMs)}`]));
      return Promise.resolve({ listening: ports, byPort });
    },
  });
  const runtime = new FakeRuntime('sbx', clock, boxes);
  const hostMemory = { read: () => Promise.resolve({ ...host }) };
  const looker = new Looker({ runtimes: [runtime], hostMemory, clock, logger: silentLogger, portUse });
  const around: { -readonly [Key in keyof Surroundings]?: Surroundings[Key] } = {};
  const watched = watch(
    clock,
    [runtime],
    settingsWith({ idle: { timeoutMs: 20 * minute, timeoutWithSessionsMs: 20 * minute } }),
    {
      hostMemory,
      looker,
      portUse,
      surroundings: () => around,
    },
  );
  await watched.watcher.start();
  return { ...watched, clock, around, readAtMs, one: (index: number) => watched.watcher.getState().sandboxes[index] };
}

describe('a published port among many sandboxes, which are looked at once a minute', () => {
  it('keeps its sandbox awake by calls that none of the looks could see', async () => {
    const { clock, events, one } = await given(21, { everyMs: 5 * minute, firstMs: 2 * minute + 2_000 });
    await clock.advance(60 * minute);
    const warned = new Set(events.flatMap((event) => (event.type === 'warning' ? [event.key] : [])));
    expect(warned).not.toContain('sbx/s0');
    expect(warned).toContain('sbx/s1');
    expect(one(0)).toMatchObject({ status: 'running' });
    expect(one(0)?.activity.idleForMs).toBeLessThan(6 * minute);
  });

  it('is read three times a minute where a call is gone after half a minute, whatever else is wished', async () => {
    const { clock, readAtMs, watcher } = await given(21, null);
    for (let second = 0; second < 600; second += 5) {
      await clock.advance(5_000);
      await watcher.keepAwake('sbx/s3', 60 * minute);
    }
    // What is due at the moment of a look may be read twice.
    expect([...new Set(readAtMs)]).toEqual(Array.from({ length: 31 }, (_, index) => index * 20_000));
  });

  it('is not read while the computer sleeps, nor after the end', async () => {
    const { clock, around, readAtMs, watcher } = await given(21, null);
    around.asleep = true;
    const before = readAtMs.length;
    await clock.advance(10 * minute);
    expect(readAtMs.length).toBe(before);
    around.asleep = false;
    await clock.advance(5 * minute);
    expect(readAtMs.length).toBeGreaterThan(before);
    await watcher.dispose();
    const atTheEnd = readAtMs.length;
    await watcher.protect('sbx/s3', true);
    await clock.advance(10 * minute);
    expect(readAtMs.length).toBe(atTheEnd);
  });
});

describe('the time between two looks', () => {
  it.each([
    [30_000, 60_000, 1],
    [60_000, 60_000, 2],
    [15_000, 30_000, 1],
    [30_000, 30_000, 2],
    [60_000, 30_000, 3],
    [60_000, Number.POSITIVE_INFINITY, 1],
    [60_000, 0, 12],
  ])('of %i ms, where a call is seen for %i ms, has so many parts: %i', (lookInMs, seenForMs, parts) => {
    expect(partsOf(lookInMs, seenForMs)).toBe(parts);
  });
});
