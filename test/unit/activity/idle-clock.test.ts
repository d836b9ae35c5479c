import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { advanceTracks, maxGapMs, type IdleTracks } from '../../../main/core/activity/idle-clock.ts';
import { sandboxKey, type Usage } from '../../../main/core/model/sandbox.ts';
import type { ObservedSandbox, Snapshot } from '../../../main/core/model/snapshot.ts';
import { defaultSettings } from '../../../main/core/settings/schema.ts';

const key = sandboxKey('sbx', 'one');

interface Look {
  readonly monotonicMs: number;
  readonly wallMs?: number;
  readonly cpuFraction?: number | null;
  readonly usage?: Partial<Usage>;
  readonly id?: string;
  readonly portsUsedAtMs?: ObservedSandbox['portsUsedAtMs'];
  /** The runtime did not answer: the sandbox is carried over from the look before. */
  readonly missed?: boolean;
}

function observed(look: Look): ObservedSandbox {
  return {
    key,
    runtime: 'sbx',
    name: 'one',
    status: 'running',
    workspaces: [],
    ...(look.id !== undefined && { id: look.id }),
    ...(look.portsUsedAtMs !== undefined && { portsUsedAtMs: look.portsUsedAtMs }),
    usage: {
      memory: null,
      cpuTimeMs: 0,
      network: { kind: 'last-seen', atMs: null },
      sessions: 0,
      countedId: 'a',
      ...look.usage,
    },
    cpuFraction: look.cpuFraction === undefined ? 0 : look.cpuFraction,
    networkBytesPerSecond: null,
    observedAtMs: look.wallMs ?? look.monotonicMs,
    observedMonotonicMs: look.missed ? -1 : look.monotonicMs,
  };
}

function after(looks: readonly Look[]) {
  let tracks: IdleTracks = new Map();
  for (const look of looks) {
    const snapshot: Snapshot = {
      atMs: look.wallMs ?? look.monotonicMs,
      monotonicMs: look.monotonicMs,
      host: null,
      runtimes: [],
      sandboxes: [observed(look)],
    };
    tracks = advanceTracks(tracks, snapshot, defaultSettings);
  }
  return tracks.get(key)?.activity;
}

const at = (...seconds: number[]): Look[] => seconds.map((second) => ({ monotonicMs: second * 1000 }));

describe('the idle clock', () => {
  it('counts nothing before two good looks', () => {
    expect(after(at(0))).toMatchObject({ state: 'unknown', idleForMs: 0 });
    expect(after(at(0, 5))).toMatchObject({ state: 'idle', idleForMs: 0 });
    expect(after(at(0, 5, 10))).toMatchObject({ state: 'idle', idleForMs: 5_000 });
  });

  it('begins anew after work', () => {
    const looks: Look[] = [...at(0, 5, 10), { monotonicMs: 15_000, cpuFraction: 0.5 }, ...at(20, 25)];
    expect(after(looks)).toMatchObject({ state: 'idle', idleForMs: 10_000 });
  });

  it('waits while something is unknown, and does not count that time', () => {
    const looks: Look[] = [...at(0, 5, 10), { monotonicMs: 15_000, usage: { sessions: 'unknown' } }, ...at(20, 25)];
    expect(after(looks.slice(0, 4))).toMatchObject({ state: 'unknown', idleForMs: 5_000 });
    expect(after(looks)).toMatchObject({ state: 'idle', idleForMs: 10_000 });
  });

  it('waits while the runtime does not answer', () => {
    const looks: Look[] = [...at(0, 5, 10), { monotonicMs: 15_000, missed: true }, ...at(20, 25)];
    expect(after(looks.slice(0, 4))).toMatchObject({ state: 'unknown', idleForMs: 5_000 });
    expect(after(looks)).toMatchObject({ state: 'idle', idleForMs: 10_000 });
  });

  it('begins anew after a gap', () => {
    const gapS = maxGapMs(defaultSettings) / 1000 + 1;
    expect(after(at(0, 5, 10, 10 + gapS))).toMatchObject({ state: 'idle', idleForMs: 0 });
  });

  it('begins anew when only the wall clock went on, as it does in sleep', () => {
    const looks: Look[] = [...at(0, 5, 10), { monotonicMs: 15_000, wallMs: 15_000 + 3_600_000 }];
    expect(after(looks)).toMatchObject({ idleForMs: 0 });
  });

  it('sees another request as work', () => {
    const request = (second: number, atMs: number): Look => ({
      monotonicMs: second * 1000,
      usage: { network: { kind: 'last-seen', atMs } },
    });
    expect(after([request(0, 1), request(5, 1), request(10, 2)])).toMatchObject({ state: 'busy', idleForMs: 0 });
  });

  it('sees a session that comes or goes as work, and one that stays as rest', () => {
    const sessions = (second: number, count: number): Look => ({
      monotonicMs: second * 1000,
      usage: { sessions: count },
    });
    expect(after([sessions(0, 1), sessions(5, 1), sessions(10, 1)])).toMatchObject({ state: 'idle' });
    expect(after([sessions(0, 1), sessions(5, 1), sessions(10, 0)])).toMatchObject({ state: 'busy' });
  });

  it('sees a new connection to a published port as work, whatever it costs, and waits when that cannot be told', () => {
    const port = (second: number, portsUsedAtMs: number | null | 'unknown'): Look => ({
      monotonicMs: second * 1000,
      portsUsedAtMs,
    });
    const quietly = [port(0, null), port(5, null), port(10, null)];
    expect(after(quietly)).toMatchObject({ state: 'idle', idleForMs: 5_000 });
    expect(after([...quietly, port(15, 15_000)])).toMatchObject({ state: 'busy', idleForMs: 0 });
    expect(after([...quietly, port(15, 15_000), port(20, 15_000), port(25, 15_000)])).toMatchObject({
      state: 'idle',
      idleForMs: 10_000,
    });
    expect(after([...quietly, port(15, 'unknown')])).toMatchObject({ state: 'unknown', idleForMs: 5_000 });
  });

  it('keeps its verdict between the two thresholds', () => {
    const cpu = (second: number, cpuFraction: number): Look => ({ monotonicMs: second * 1000, cpuFraction });
    expect(after([cpu(0, 0), cpu(5, 0), cpu(10, 0), cpu(15, 0.035)])).toMatchObject({ state: 'idle' });
    // Nothing is known yet of the quiet that it could belong to.
    expect(after([cpu(0, 0), cpu(5, 0), cpu(10, 0.035)])).toMatchObject({ state: 'busy' });
    expect(after([cpu(0, 0), cpu(5, 0.3), cpu(10, 0.035)])).toMatchObject({ state: 'busy' });
  });

  it('takes processor time that stands out for work once the timeout is over, also below the thresholds', () => {
    const { pollIntervalMs, timeoutMs } = { pollIntervalMs: 5_000, timeoutMs: defaultSettings.idle.timeoutMs };
    const enough = Array.from({ length: timeoutMs / pollIntervalMs + 2 }, (_, index) => index * 5);
    const bands = [5_000, 10_000, 15_000].map((laterMs) => ({
      monotonicMs: (enough.at(-1) ?? 0) * 1000 + laterMs,
      cpuFraction: 0.03,
    }));
    expect(after(at(...enough))).toMatchObject({ state: 'idle', idleForMs: timeoutMs });
    // 150 ms each: the first one may be the noise of a guest, and all of them while no stop is due.
    expect(after([...at(...enough), ...bands.slice(0, 1)])).toMatchObject({ state: 'idle' });
    expect(after([...at(...enough), ...bands.slice(0, 2)])).toMatchObject({ state: 'busy', idleForMs: 0 });
    const sooner = bands.map((band) => ({ ...band, monotonicMs: band.monotonicMs - 20_000 }));
    expect(after([...at(...enough.slice(0, -4)), ...sooner])).toMatchObject({ state: 'idle' });
  });

  it('counts by the monotonic clock, whatever the other one says (guards: lookForMs)', () => {
    const byWall = (movedMs: number) =>
      after([
        ...at(0, 5),
        { monotonicMs: 10_000, wallMs: 10_000 + movedMs },
        { monotonicMs: 15_000, wallMs: 15_000 + movedMs },
      ]);
    // Less than what is held for sleep, and a clock that was set back.
    for (const movedMs of [0, 50_000, -5_000, -86_400_000])
      expect(byWall(movedMs)).toMatchObject({ idleForMs: 10_000 });
  });

  it('takes another id, or another counted process, for another sandbox', () => {
    expect(after([...at(0, 5, 10), { monotonicMs: 15_000, id: 'x' }])).toMatchObject({ idleForMs: 10_000 });
    const reborn: Look = { monotonicMs: 15_000, usage: { countedId: 'b' } };
    expect(after([...at(0, 5, 10), reborn])).toMatchObject({ state: 'unknown', idleForMs: 0 });
  });

  it('never counts more than the time since it last saw work, a gap or a failure', () => {
    const look = fc.record({
      // What fits into two ticks of the processor's clock is nothing that can be told.
      stepMs: fc.integer({ min: 20, max: 60_000 }),
      asleepMs: fc.option(fc.integer({ min: 61_000, max: 86_400_000 }), { nil: 0, freq: 10 }),
      kind: fc.constantFrom('idle', 'idle', 'idle', 'busy', 'unknown', 'missed'),
    });
    fc.assert(
      fc.property(fc.array(look, { maxLength: 60 }), (steps) => {
        let monotonicMs = 0;
        let wallMs = 0;
        let quietSinceMs: number | null = null;
        let unseenMs = 0;
        const looks: Look[] = [];
        for (const step of steps) {
          monotonicMs += step.stepMs;
          wallMs += step.stepMs + (step.asleepMs ?? 0);
          if (step.kind === 'busy' || step.asleepMs) quietSinceMs = monotonicMs;
          if (step.kind === 'unknown' || step.kind === 'missed') unseenMs += step.stepMs;
          if (quietSinceMs === null) quietSinceMs = monotonicMs;
          looks.push({
            monotonicMs,
            wallMs,
            cpuFraction: step.kind === 'busy' ? 1 : step.kind === 'unknown' ? null : 0,
            missed: step.kind === 'missed',
          });
          const activity = after(looks);
          if (step.kind !== 'idle') expect(activity?.state).not.toBe('idle');
          // A gap is found by the next look that can see; until then the state is not idle, so nothing follows from the figure.
          else expect(activity?.idleForMs ?? 0).toBeLessThanOrEqual(monotonicMs - quietSinceMs);
        }
        expect(after(looks)?.idleForMs ?? 0).toBeLessThanOrEqual(Math.max(0, monotonicMs - unseenMs));
      }),
      { numRuns: 300 },
    );
  });
});
