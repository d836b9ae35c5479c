import { describe, expect, it } from 'vitest';
import type { Connections } from '../../../main/core/host/connections.ts';
import { PortUse, usedOf, type PortUsed } from '../../../main/core/watch/port-use.ts';
import { silentLogger } from '../../../main/core/model/logger.ts';
import { Looker } from '../../../main/core/watch/looker.ts';
import { FakeClock } from '../support/fake-clock.ts';
import { FakeRuntime, fakeSandbox } from '../support/fake-runtime.ts';

/** Looks at port 1 once for each of `seen`: who is connected, null for what cannot be read, `gone` for nobody who listens. */
async function after(...seen: (readonly string[] | null | 'gone')[]): Promise<(PortUsed | undefined)[]> {
  let now: Connections | null = null;
  const use = new PortUse({ endedSeenForMs: 60_000, read: () => Promise.resolve(now) });
  const said: (PortUsed | undefined)[] = [];
  for (const [index, one] of seen.entries()) {
    now =
      one === null
        ? null
        : { listening: new Set(one === 'gone' ? [] : [1]), byPort: new Map([[1, new Set(one === 'gone' ? [] : one)]]) };
    said.push((await use.read([1], 100 + index)).get(1));
  }
  return said;
}

describe('a published port', () => {
  it('is used when a connection is new, not when one goes on or ends', async () => {
    expect(await after([], ['a'], ['a'], ['a', 'b'], ['b'], [])).toEqual([null, 101, 101, 103, 103, 103]);
  });

  it('is used anew by the next one, also when it comes as another goes', async () => {
    expect(await after(['a'], ['b'], ['c'])).toEqual([null, 101, 102]);
  });

  it('is not used by a connection that was left out of the table once', async () => {
    expect(await after(['a', 'b'], ['b'], ['a', 'b'])).toEqual([null, null, null]);
    expect(await after(['a'], [], [], ['a'])).toEqual([null, null, null, 103]);
  });

  it('is used by a call after the clock was set back, also where another port was used before (guards: timeOfUse)', async () => {
    const byPort = new Map<number, Set<string>>();
    const use = new PortUse({ endedSeenForMs: 60_000, read: (ports) => Promise.resolve({ listening: ports, byPort }) });
    const look = async (atMs: number) => usedOf([1, 2], await use.read([1, 2], atMs));
    await look(900);
    byPort.set(1, new Set(['a']));
    expect(await look(1_000)).toBe(1_000);
    byPort.set(2, new Set(['b']));
    const later = await look(400);
    expect(later).toBeGreaterThan(1_000);
    byPort.set(2, new Set(['c']));
    expect(await look(460)).toBeGreaterThan(later as number);
  });

  it('is not used by connections that were there before it was watched: a forgotten page', async () => {
    expect(await after(['a', 'b'], ['a', 'b'])).toEqual([null, null]);
  });

  it('is not told about where nobody listens, or nothing can be read', async () => {
    expect(await after(null, 'gone', 'gone')).toEqual([undefined, undefined, undefined]);
  });

  it('is unknown when it was told about before, and forgets nothing by that', async () => {
    expect(await after(['a'], null, ['a'], null, ['a', 'b'])).toEqual([null, 'unknown', null, 'unknown', 104]);
    expect(await after(null, 'gone', null)).toEqual([undefined, undefined, 'unknown']);
    expect(await after(['a'], 'gone', ['c'])).toEqual([null, null, 102]);
  });

  it('is another one when it was not published for a time', async () => {
    const byPort = new Map([[1, new Set(['a'])]]);
    const use = new PortUse({
      endedSeenForMs: 60_000,
      read: () => Promise.resolve({ listening: new Set([1]), byPort }),
    });
    await use.read([1], 1);
    use.keepOnly(new Set([1]));
    byPort.set(1, new Set(['b']));
    expect((await use.read([1], 2)).get(1)).toBe(2);
    use.keepOnly(new Set());
    byPort.set(1, new Set(['c']));
    expect((await use.read([1], 3)).get(1)).toBeNull();
  });

  it('is unknown at the next look when it could not be read in between, and then tells who called (guards: missed)', async () => {
    let now: Connections | null = { listening: new Set([1]), byPort: new Map() };
    const use = new PortUse({ endedSeenForMs: 60_000, read: () => Promise.resolve(now) });
    const told = async (atMs: number) => (await use.read([1], atMs)).get(1);
    expect(await told(1)).toBeNull();
    now = null;
    await use.readBetween([1], 2);
    now = { listening: new Set([1]), byPort: new Map([[1, new Set(['a'])]]) };
    await use.readBetween([1], 3);
    // Another runtime asks for its own ports.
    await use.read([], 4);
    await use.read([2], 4);
    expect(await told(4)).toBe('unknown');
    expect(await told(5)).toBe(3);
    await use.readBetween([1], 6);
    expect(await told(7)).toBe(3);
  });

  it('is not asked about where there is none', async () => {
    const use = new PortUse({ endedSeenForMs: 60_000, read: () => Promise.reject(new Error('asked')) });
    expect((await use.read([], 1)).size).toBe(0);
  });
});

describe('the ports of one sandbox', () => {
  const of = (...used: [number, PortUsed][]) => usedOf([1, 2], new Map(used));

  it('are used when one is, and unknown when one is', () => {
    expect(of([1, 5], [2, 7])).toBe(7);
    expect(of([1, 7], [2, null])).toBe(7);
    expect(of([1, 7], [2, 'unknown'])).toBe('unknown');
    expect(of([1, null])).toBeNull();
    expect(of([3, 7])).toBeUndefined();
  });
});

describe('a look', () => {
  it('tells of each running sandbox whether its ports were used', async () => {
    const clock = new FakeClock();
    const asked: number[][] = [];
    const kept: number[][] = [];
    const runtime = new FakeRuntime('sbx', clock, [
      fakeSandbox('served', { ports: [{ hostPort: 1, sandboxPort: 80 }] }),
      fakeSandbox('stopped', { status: 'stopped', ports: [{ hostPort: 2, sandboxPort: 80 }] }),
      fakeSandbox('plain'),
    ]);
    const looker = new Looker({
      runtimes: [runtime],
      hostMemory: { read: () => Promise.resolve(null) },
      clock,
      logger: silentLogger,
      portUse: {
        read: (ports, atMs) => {
          asked.push([...ports]);
          return Promise.resolve(new Map([[1, atMs]]));
        },
        keepOnly: (ports) => kept.push([...ports]),
        readBetween: () => Promise.resolve(),
        endedSeenForMs: 60_000,
      },
    });
    const { sandboxes, atMs } = await looker.look();
    expect(sandboxes.map(({ portsUsedAtMs }) => portsUsedAtMs)).toEqual([atMs, undefined, undefined]);
    expect(asked).toEqual([[1]]);
    expect(kept).toEqual([[1, 2]]);
  });
});
