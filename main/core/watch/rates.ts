import type { SandboxKey, Usage } from '../model/sandbox.ts';

/** Two readings closer than this say little: processor time is counted in ticks of 10 ms. */
export const minRateIntervalMs = 100;

export interface Rates {
  readonly cpuFraction: number | null;
  readonly networkBytesPerSecond: number | null;
}

const unknownRates: Rates = { cpuFraction: null, networkBytesPerSecond: null };

interface Counted {
  readonly atMonotonicMs: number;
  readonly value: number;
}

/** The newest readings of one counted thing: a reading that failed does not wipe out the one before it. */
interface Baseline {
  readonly countedId: string;
  readonly atMonotonicMs: number;
  readonly cpuMs: Counted | null;
  readonly bytes: Counted | null;
  readonly rates: Rates;
}

/**
 * Makes rates out of cumulative counters. Counters of different things, or that went back, give null and never zero. After a
 * reading that failed the rate is that of the whole time since the last good one.
 */
export class RateTracker {
  readonly #baselines = new Map<SandboxKey, Baseline>();

  /** `atMonotonicMs` is when the usage was read. */
  next(key: SandboxKey, usage: Usage, atMonotonicMs: number): Rates {
    const { countedId } = usage;
    const known = this.#baselines.get(key);
    // Nothing was read, so nothing is compared, now; what was read before stays what the next reading is compared with.
    if (countedId === undefined) return unknownRates;
    const before = known?.countedId === countedId ? known : undefined;
    if (before !== undefined && atMonotonicMs - before.atMonotonicMs < minRateIntervalMs) return before.rates;
    const cpuMs = counted(usage.cpuTimeMs, atMonotonicMs);
    const bytes = counted(received(usage), atMonotonicMs);
    const rates = {
      cpuFraction: perMillisecond(before?.cpuMs, cpuMs),
      networkBytesPerSecond: scale(perMillisecond(before?.bytes, bytes), 1000),
    };
    this.#baselines.set(key, {
      countedId,
      atMonotonicMs,
      cpuMs: cpuMs ?? before?.cpuMs ?? null,
      bytes: bytes ?? before?.bytes ?? null,
      rates,
    });
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

function counted(value: number | null, atMonotonicMs: number): Counted | null {
  return value === null ? null : { atMonotonicMs, value };
}

function perMillisecond(before: Counted | null | undefined, after: Counted | null): number | null {
  if (!before || !after || after.value < before.value || after.atMonotonicMs <= before.atMonotonicMs) return null;
  return (after.value - before.value) / (after.atMonotonicMs - before.atMonotonicMs);
}

function scale(value: number | null, factor: number): number | null {
  return value === null ? null : value * factor;
}
