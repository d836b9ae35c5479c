import type { RuntimeId } from './runtime.ts';

/** Words that the runtimes use today, and `unknown` for every other word: unknown is never acted on. */
export const sandboxStatuses = ['running', 'stopped', 'starting', 'stopping', 'unresponsive', 'unknown'] as const;
export type SandboxStatus = (typeof sandboxStatuses)[number];

/** `runtime/name`: names are unique within a runtime, not across runtimes. */
export type SandboxKey = `${RuntimeId}/${string}`;

export function sandboxKey(runtime: RuntimeId, name: string): SandboxKey {
  return `${runtime}/${name}`;
}

export function runtimeOf(key: SandboxKey): RuntimeId {
  return key.slice(0, key.indexOf('/')) as RuntimeId;
}

export function nameOf(key: SandboxKey): string {
  return key.slice(key.indexOf('/') + 1);
}

/** Where a memory figure was read: the shown number is worth nothing without it (product principle 6). */
export type MemorySource = 'engine-stats' | 'vm-engine-stats' | 'vm-process-rss' | 'demo';

export interface MemoryUse {
  readonly usedBytes: number;
  readonly source: MemorySource;
}

/**
 * What can be told about the network of a sandbox.
 * - `counter`: bytes in and out since the sandbox started;
 * - `last-seen`: the wall-clock time of the newest request, null when there was none yet;
 * - `absent`: this runtime has no such figure; the other signals decide;
 * - `unknown`: it has one and it could not be read: counts as busy.
 */
export type NetworkReading =
  | { readonly kind: 'counter'; readonly totalBytes: number }
  | { readonly kind: 'last-seen'; readonly atMs: number | null }
  | { readonly kind: 'absent' }
  | { readonly kind: 'unknown' };

/** `absent`: the runtime has no notion of sessions. `unknown`: it has, and it could not be read. */
export type SessionsReading = number | 'absent' | 'unknown';

/** One line of a runtime's list. */
export interface ListedSandbox {
  readonly name: string;
  readonly status: SandboxStatus;
  readonly id?: string;
  readonly agent?: string;
  /** Absolute folders as the runtime spells them, without a `:ro` suffix. */
  readonly workspaces: readonly string[];
  /** Start of the present run, wall clock; a new one means a new run of the sandbox. */
  readonly startedAtMs?: number;
  /** The private Docker socket of a microVM of the Docker Desktop plugin. */
  readonly socketPath?: string;
}

/** What one running sandbox uses at one moment. Counters are cumulative; rates are made from two of them by `watch`. */
export interface Usage {
  readonly memory: MemoryUse | null;
  /** CPU time used since the sandbox started, in milliseconds over all cores; null when it cannot be told. */
  readonly cpuTimeMs: number | null;
  readonly network: NetworkReading;
  readonly sessions: SessionsReading;
  /** Identifies the counted thing (container ids, process id and its start): counters of another one are not compared. */
  readonly countedId?: string;
}

export const unknownUsage: Usage = { memory: null, cpuTimeMs: null, network: { kind: 'unknown' }, sessions: 'unknown' };
