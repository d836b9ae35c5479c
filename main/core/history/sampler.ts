import type { AppState, SandboxState } from '../model/app-state.ts';
import type { SandboxKey } from '../model/sandbox.ts';
import type { Span } from './slot.ts';

/** A look that has no look before it to reach back to stands for this long. */
const aloneMs = 1_000;
/** Two looks further apart than twice their interval and this are no longer one stretch: somebody slept or hung between. */
const lateMs = 15_000;
/** Clocks that differ by more than this between two looks mean sleep, or a wall clock that was set. */
const clockToleranceMs = 5_000;

interface Seen {
  readonly atMs: number;
  readonly monotonicMs: number;
  /** How soon the next look was due then. */
  readonly intervalMs: number;
}

export interface Sample {
  readonly key: SandboxKey | null;
  readonly span: Span;
}

/**
 * Turns states into stretches of time over which something was seen. A look speaks for the time since the look before (that
 * is what processor time is measured over); what nobody saw in between stays out: it is a gap.
 */
export class Sampler {
  readonly #before = new Map<SandboxKey | null, Seen>();

  /** The spans that are new in this state; none when it comes from the same look as the one before. */
  take(state: AppState): readonly Sample[] {
    if (state.atMs === 0) return [];
    const running = state.sandboxes.filter(({ status }) => status === 'running');
    const samples = running.flatMap((one) => this.#sandbox(one, state));
    const runs = new Set<SandboxKey | null>(running.map(({ key }) => key));
    for (const key of this.#before.keys()) if (key !== null && !runs.has(key)) this.#before.delete(key);
    const total = this.#total(state, running);
    return total ? [...samples, total] : samples;
  }

  #sandbox(one: SandboxState, state: AppState): readonly Sample[] {
    const { key, usage, cpuFraction, observedAtMs: atMs, observedMonotonicMs: monotonicMs } = one;
    const span = this.#spanTo(key, { atMs, monotonicMs, intervalMs: state.cadence.intervalMs });
    if (span === null) return [];
    return [{ key, span: { ...span, memoryBytes: usage.memory?.usedBytes ?? null, cpuFraction } }];
  }

  #total(state: AppState, running: readonly SandboxState[]): Sample | null {
    const { intervalMs } = state.cadence;
    const monotonicMs = Math.max(0, ...running.map((one) => one.observedMonotonicMs));
    const seen = { atMs: state.atMs, monotonicMs: running.length === 0 ? Number.NaN : monotonicMs, intervalMs };
    const span = this.#spanTo(null, seen);
    if (span === null) return null;
    // A sum with an unknown part is no sum.
    const dark = state.runtimes.some((one) => one.state === 'hung' || one.state === 'error' || one.blip === true);
    const sees = !dark && running.every((one) => one.fresh) && state.memory.unknownCount === 0;
    const cpu = running.reduce<number | null>(
      (sum, { cpuFraction }) => (sum === null || cpuFraction === null ? null : sum + cpuFraction),
      0,
    );
    return {
      key: null,
      span: { ...span, memoryBytes: sees ? state.memory.usedBytes : null, cpuFraction: dark ? null : cpu },
    };
  }

  #spanTo(key: SandboxKey | null, now: Seen): Pick<Span, 'fromMs' | 'toMs'> | null {
    const before = this.#before.get(key);
    const passedMs = now.atMs - (before?.atMs ?? 0);
    if (before && passedMs === 0) {
      this.#before.set(key, { ...before, intervalMs: Math.max(before.intervalMs, now.intervalMs) });
      return null;
    }
    this.#before.set(key, now);
    if (before && passedMs > 0 && passedMs <= 2 * before.intervalMs + lateMs && agrees(before, now, passedMs)) {
      return { fromMs: before.atMs, toMs: now.atMs };
    }
    return { fromMs: now.atMs - aloneMs, toMs: now.atMs };
  }
}

/** NaN: nothing told the monotonic time of that look, and there is nothing to hold against the wall clock. */
function agrees(before: Seen, now: Seen, passedMs: number): boolean {
  const monotonicMs = now.monotonicMs - before.monotonicMs;
  return Number.isNaN(monotonicMs) || Math.abs(monotonicMs - passedMs) <= clockToleranceMs;
}
