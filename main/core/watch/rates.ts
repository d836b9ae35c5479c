import type { SandboxKey, Usage } from '../model/sandbox.ts';

/** Two readings closer than this say little: processor time is counted in ticks of 10 ms. */
export const minRateIntervalMs = 100;

export interface Rates {
  readonly cpuFraction: number | null;
  readonly networkBytesPerSecond: number | null;
}

const unknownRates: Rates = { cpuFraction: null, networkBytesPerSecond: null };

interface Baseline {
  readonly atMonotonicMs: number;
  readonly usage: Usage;
  readonly rates: Rates;
}

/** Makes rates out of cumulative counters. Counters of different things, or that went back, give null and never zero. */
export class RateTracker {
  readonly #baselines = new Map<SandboxKey, Baseline>();

  /** `atMonotonicMs` is when the usage was read. */
  next(key: SandboxKey, usage: Usage, atMonotonicMs: number): Rates {
    const before = this.#baselines.get(key);
    const intervalMs = before === undefined ? 0 : atMonotonicMs - before.atMonotonicMs;
    if (before !== undefined && intervalMs < minRateIntervalMs && before.usage.countedId === usage.countedId) {
      return before.rates;
    }
    const rates =
      before === undefined || usage.countedId === undefined || before.usage.countedId !== usage.countedId
        ? unknownRates
        : {
            cpuFraction: perMillisecond(before.usage.cpuTimeMs, usage.cpuTimeMs, intervalMs),
            networkBytesPerSecond: scale(perMillisecond(received(before.usage), received(usage), intervalMs), 1000),
          };
    this.#baselines.set(key, { atMonotonicMs, usage, rates });
    return rates;
  }

  /** Forgets what no longer runs, so that its next run starts anew. */
  keepOnly(keys: ReadonlySet<SandboxKey>): void {
    for (const key of this.#baselines.keys()) if (!keys.has(key)) this.#baselines.delete(key);
  }
}

function received(usage: Usage): number | null {
  return usage.network.kind === 'counter' ? usage.network.totalBytes : null;
}

function perMillisecond(before: number | null, after: number | null, intervalMs: number): number | null {
  if (before === null || after === null || after < before || intervalMs <= 0) return null;
  return (after - before) / intervalMs;
}

function scale(value: number | null, factor: number): number | null {
  return value === null ? null : value * factor;
}
