import type { Clock } from '../host/clock.ts';
import type { HostMemorySource } from '../host/memory.ts';
import type { Logger } from '../model/logger.ts';
import { isKnownEmpty, type RuntimeState } from '../model/runtime.ts';
import { sandboxKey, unknownUsage } from '../model/sandbox.ts';
import type { ObservedSandbox, Snapshot } from '../model/snapshot.ts';
import { RuntimeError, type SandboxRuntime } from '../runtimes/runtime.ts';
import { RateTracker } from './rates.ts';

/** A runtime that did not answer is asked again after this time: each question to it costs a whole deadline. */
const hungPauseMs = 60_000;

export interface LookerParts {
  readonly runtimes: readonly SandboxRuntime[];
  readonly hostMemory: HostMemorySource;
  readonly clock: Clock;
  readonly logger: Logger;
}

interface RuntimeLook {
  readonly state: RuntimeState;
  /** Null when the runtime did not say what it runs: what it said before stands, and grows old. */
  readonly sandboxes: readonly ObservedSandbox[] | null;
}

/** Makes one snapshot after another. It only asks; what the answers mean is decided elsewhere. */
export class Looker {
  readonly #parts: LookerParts;
  readonly #rates = new RateTracker();
  readonly #askAgainAtMs = new Map<string, number>();
  #previous: Snapshot | null = null;

  constructor(parts: LookerParts) {
    this.#parts = parts;
  }

  /** Never throws. `force` asks hung runtimes too. Calls must not overlap. */
  async look(force = false): Promise<Snapshot> {
    const { runtimes, hostMemory, clock } = this.#parts;
    const monotonicMs = clock.monotonicMs();
    const atMs = clock.wallMs();
    const [host, ...looks] = await Promise.all([
      hostMemory.read(),
      ...runtimes.map((runtime) => this.#lookAt(runtime, atMs, monotonicMs, force)),
    ]);
    const sandboxes = looks.flatMap((look) => look.sandboxes ?? this.#carriedOver(look.state));
    this.#rates.keepOnly(new Set(sandboxes.filter((one) => one.status === 'running').map((one) => one.key)));
    this.#previous = { atMs, monotonicMs, host, runtimes: looks.map((look) => look.state), sandboxes };
    return this.#previous;
  }

  #carriedOver(state: RuntimeState): readonly ObservedSandbox[] {
    if (isKnownEmpty(state)) return [];
    return this.#previous?.sandboxes.filter((one) => one.runtime === state.id) ?? [];
  }

  async #lookAt(runtime: SandboxRuntime, atMs: number, monotonicMs: number, force: boolean): Promise<RuntimeLook> {
    const askAgainAtMs = this.#askAgainAtMs.get(runtime.id);
    const before = this.#previous?.runtimes.find((one) => one.id === runtime.id);
    if (!force && before !== undefined && askAgainAtMs !== undefined && monotonicMs < askAgainAtMs) {
      return { state: before, sandboxes: null };
    }
    const look = await this.#ask(runtime, atMs, monotonicMs);
    if (look.state.state === 'hung') this.#askAgainAtMs.set(runtime.id, monotonicMs + hungPauseMs);
    else this.#askAgainAtMs.delete(runtime.id);
    return look;
  }

  async #ask(runtime: SandboxRuntime, atMs: number, monotonicMs: number): Promise<RuntimeLook> {
    try {
      const state = await runtime.detect();
      if (state.state !== 'ready') return { state, sandboxes: null };
      return { state, sandboxes: await this.#observe(runtime, atMs, monotonicMs) };
    } catch (error) {
      if (error instanceof RuntimeError) {
        return { state: { id: runtime.id, state: error.condition, detail: error.message }, sandboxes: null };
      }
      this.#parts.logger.error(`${runtime.id}: ${error instanceof Error ? error.message : 'failed in an unknown way'}`);
      return {
        state: { id: runtime.id, state: 'error', detail: 'An unexpected error; see the log.' },
        sandboxes: null,
      };
    }
  }

  async #observe(runtime: SandboxRuntime, atMs: number, monotonicMs: number): Promise<readonly ObservedSandbox[]> {
    const listed = await runtime.list();
    const running = listed.filter((one) => one.status === 'running');
    const usages = running.length === 0 ? new Map<string, never>() : await runtime.measure(running);
    const measuredAtMs = this.#parts.clock.monotonicMs();
    return listed.map((one) => {
      const key = sandboxKey(runtime.id, one.name);
      const usage = usages.get(one.name) ?? unknownUsage;
      const rates = one.status === 'running' ? this.#rates.next(key, usage, measuredAtMs) : null;
      return {
        ...one,
        key,
        runtime: runtime.id,
        usage,
        cpuFraction: rates?.cpuFraction ?? null,
        networkBytesPerSecond: rates?.networkBytesPerSecond ?? null,
        observedAtMs: atMs,
        observedMonotonicMs: monotonicMs,
      };
    });
  }
}
