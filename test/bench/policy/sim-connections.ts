import type { ConnectionReader } from '../../../main/core/host/connections.ts';
import type { Calls } from './life.ts';
import type { Random } from './random.ts';
import type { SimClock } from './sim-clock.ts';
import type { SimSandbox } from './sim-sandbox.ts';

/** How one host keeps and shows its connections. */
export interface ConnectionManner {
  /** The system shows them at all. */
  readonly shown: boolean;
  /** One that nobody uses is closed after so long: at once by some callers, after 5 s by most servers, after a minute or two by others. */
  readonly keptMs: number;
  /** How long one that was closed is still shown: 60 s on Linux, 30 s on macOS. */
  readonly waitsMs: number;
}

export function drawConnectionManner(random: Random): ConnectionManner {
  return {
    shown: random.chance(0.9),
    keptMs: Number(random.pick({ 0: 1, 5_000: 4, 75_000: 1, 120_000: 1 })),
    waitsMs: random.chance(0.5) ? 60_000 : 30_000,
  };
}

/** The newest connection of one sandbox. */
interface Connection {
  readonly openedMs: number;
  readonly lastCallMs: number;
}

/** The machine's table of connections, as far as they lead to the ports of simulated sandboxes. */
export function simConnections(
  sandboxes: readonly SimSandbox[],
  clock: SimClock,
  { shown, keptMs, waitsMs }: ConnectionManner,
): ConnectionReader {
  const newest = new Map<number, Connection>();
  return {
    endedSeenForMs: waitsMs,
    read(ports) {
      if (!shown) return Promise.resolve(null);
      const byPort = new Map<number, ReadonlySet<string>>();
      for (const one of sandboxes) {
        if (!ports.has(one.hostPort)) continue;
        one.advance();
        const calls = one.life.calls(clock.awakeMs);
        if (calls === null) continue;
        const connection = connectionAfter(newest.get(one.hostPort), calls, keptMs);
        newest.set(one.hostPort, connection);
        if (clock.awakeMs < connection.lastCallMs + keptMs + waitsMs)
          byPort.set(one.hostPort, new Set([`opened ${connection.openedMs}`]));
      }
      return Promise.resolve({ listening: ports, byPort });
    },
  };
}

/** What is called again before its connection is closed goes over the same one. */
function connectionAfter(before: Connection | undefined, calls: Calls, keptMs: number): Connection {
  const { firstMs, lastMs, everyMs } = calls;
  if (everyMs > keptMs && lastMs > firstMs) return { openedMs: lastMs, lastCallMs: lastMs };
  const isSame = before !== undefined && firstMs - before.lastCallMs <= keptMs;
  return { openedMs: isSame ? before.openedMs : firstMs, lastCallMs: lastMs };
}
