import { describe, expect, it } from 'vitest';
import type { HostMemory } from '../../../main/core/model/snapshot.ts';
import { Looker } from '../../../main/core/watch/looker.ts';
import { silentLogger } from '../../../main/core/model/logger.ts';
import { callSeenForMs, portsToGuard } from '../../../main/core/watch/port-guard.ts';
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

/** Sandboxes far from every limit, the first with a published port; `calls` are on a clock that starts with the first look. */
async function given(count: number, calls: { readonly everyMs: number; readonly firstMs: number } | null) {
  const clock = new FakeClock();
  const boxes = Array.from({ length: count }, (_, index) => fakeSandbox(`s${index}`));
  boxes[0] = fakeSandbox('s0', { ports: [{ hostPort: 1, sandboxPort: 80 }] });
  const startedMs = clock.monotonicMs();
  const readAtMs: number[] = [];
  const portUse = new PortUse({
    read: (ports) => {
      const atMs = clock.monotonicMs() - startedMs;
      readAtMs.push(atMs);
      const byPort = new Map<number, Set<string>>();
      const sinceFirstMs = calls ? atMs - calls.firstMs : -1;
      if (calls && sinceFirstMs >= 0 && sinceFirstMs % calls.everyMs < callSeenForMs)
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

  it('is read twice a minute, and not while nothing is published or where looks come often enough', async () => {
    const many = await given(21, null);
    await many.clock.advance(10 * minute);
    expect(many.readAtMs.length).toBe(1 + 2 * 10);
    const few = await given(20, null);
    await few.clock.advance(10 * minute);
    expect(few.readAtMs.length).toBe(1 + 2 * 10);
    expect(few.readAtMs.every((atMs) => atMs % 30_000 === 0)).toBe(true);
  });

  it('is not read while the computer sleeps, nor after the end', async () => {
    const { clock, around, readAtMs, watcher } = await given(21, null);
    around.asleep = true;
    await watcher.lookNow();
    const before = readAtMs.length;
    await clock.advance(10 * minute);
    expect(readAtMs.length).toBe(before);
    around.asleep = false;
    await clock.advance(5 * minute);
    expect(readAtMs.length).toBeGreaterThan(before);
    await watcher.dispose();
    const atTheEnd = readAtMs.length;
    await clock.advance(10 * minute);
    expect(readAtMs.length).toBe(atTheEnd);
  });
});

describe('ports to guard', () => {
  it('are those of looks that are further apart than a call is seen, in equal parts of the time between', () => {
    expect(portsToGuard([1], 30_000)).toBeNull();
    expect(portsToGuard([], 60_000)).toBeNull();
    expect(portsToGuard([1], 60_000)).toEqual({ ports: [1], everyMs: 30_000 });
    expect(portsToGuard([1], 75_000)).toEqual({ ports: [1], everyMs: 25_000 });
  });
});
