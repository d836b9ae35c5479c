import type { RuntimeId, RuntimeState } from './runtime.ts';
import type { ListedSandbox, SandboxKey, Usage } from './sandbox.ts';

/** How short of memory the machine is, in the words of its own system. `unknown` is never acted on. */
export interface HostPressure {
  readonly level: 'normal' | 'warning' | 'critical' | 'unknown';
}

/** Memory of the machine. `availableBytes` is what a new program could get without swapping. */
export interface HostMemory {
  readonly totalBytes: number;
  readonly availableBytes: number;
  readonly pressure?: HostPressure;
}

/** One sandbox as it was seen in one look. */
export interface ObservedSandbox extends ListedSandbox {
  readonly key: SandboxKey;
  readonly runtime: RuntimeId;
  readonly usage: Usage;
  /** Share of one core (1 = one core busy) since the look before; null when two comparable readings are missing. */
  readonly cpuFraction: number | null;
  /** Bytes a second since the look before, for runtimes that count; null when it cannot be told. */
  readonly networkBytesPerSecond: number | null;
  /** Wall clock of the look that saw it; older than the snapshot when the runtime did not answer since. */
  readonly observedAtMs: number;
  /** Monotonic time of that look, in milliseconds. */
  readonly observedMonotonicMs: number;
}

/** Everything that one look saw. A runtime that failed keeps its sandboxes of the last good look, with their old times. */
export interface Snapshot {
  readonly atMs: number;
  readonly monotonicMs: number;
  readonly host: HostMemory | null;
  readonly runtimes: readonly RuntimeState[];
  readonly sandboxes: readonly ObservedSandbox[];
}

/** True when this sandbox was seen in this very look, not carried over from an older one. */
export function isFresh(sandbox: ObservedSandbox, snapshot: Snapshot): boolean {
  return sandbox.observedMonotonicMs === snapshot.monotonicMs;
}
