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
export const memorySources = [
  /** The Docker Engine's count of a container, without file cache that can be given back. */
  'engine-stats',
  /** The same, by the Engine inside a microVM. */
  'vm-engine-stats',
  /** The same, by the Docker-compatible Engine of `sandboxd`. */
  'daemon-engine-stats',
  /** Resident memory of the VM process: what `ps` shows. */
  'vm-process-rss',
  /** The VM process's proportional share of memory (Linux): shared pages are counted once over all processes. */
  'vm-process-pss',
  /** The physical footprint of the VM process (macOS). */
  'vm-process-footprint',
  /** The private working set of the VM process (Windows). */
  'vm-process-private',
  'demo',
] as const;
export type MemorySource = (typeof memorySources)[number];

/** One figure, where it was read, and when (wall clock). */
export interface MemoryReading {
  readonly bytes: number;
  readonly source: MemorySource;
  readonly atMs: number;
}

/** `usedBytes` is the figure that caps are held against, and `source` says which of the two it is. */
export interface MemoryUse {
  readonly usedBytes: number;
  readonly source: MemorySource;
  /** What is used inside the sandbox; absent or null when it cannot be told. */
  readonly guest?: MemoryReading | null;
  /** What the machine loses to it; absent or null when it cannot be told. */
  readonly host?: MemoryReading | null;
}

/** How much memory a sandbox may take at most, fixed when it was made, and who says so. */
export interface MemoryLimit {
  readonly bytes: number;
  readonly source: 'daemon' | 'inspect' | 'runtime-file' | 'engine';
}

/**
 * What can be told about the network of a sandbox.
 * - `counter`: bytes in and out since the sandbox started;
 * - `last-seen`: the wall-clock time of the newest request, null when there was none yet; `modelAtMs` is the newest one to
 *   a host that answers agents, where one request may be waited on for minutes; `rowsMs` is another number after every
 *   request, also after one that is dated before older ones because the clock was set back;
 * - `absent`: this runtime has no such figure; the other signals decide;
 * - `unknown`: it has one and it could not be read: counts as busy.
 */
export type NetworkReading =
  | { readonly kind: 'counter'; readonly totalBytes: number }
  | {
      readonly kind: 'last-seen';
      readonly atMs: number | null;
      readonly modelAtMs?: number | null;
      readonly rowsMs?: number;
    }
  | { readonly kind: 'absent' }
  | { readonly kind: 'unknown' };

/** `absent`: the runtime has no notion of sessions. `unknown`: it has, and it could not be read or was not asked. */
export type SessionsReading = number | 'absent' | 'unknown';

export interface PublishedPort {
  readonly hostPort: number;
  readonly sandboxPort: number;
}

/** One line of a runtime's list. */
export interface ListedSandbox {
  readonly name: string;
  readonly status: SandboxStatus;
  readonly id?: string;
  readonly agent?: string;
  /** Ports of this machine that lead into it; absent when there are none. */
  readonly ports?: readonly PublishedPort[];
  readonly limit?: MemoryLimit;
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
  /** When the sessions were counted (wall clock): the figure may be older than the look. */
  readonly sessionsAtMs?: number;
  /**
   * False when nobody asked for the sessions in this look or shortly before, because only a costly command knows them. Then
   * they have no vote, and no stop may follow before they are known.
   */
  readonly sessionsAsked?: boolean;
  readonly limit?: MemoryLimit;
  /** Identifies the counted thing (container ids, process id and its start): counters of another one are not compared. */
  readonly countedId?: string;
}

export const unknownUsage: Usage = { memory: null, cpuTimeMs: null, network: { kind: 'unknown' }, sessions: 'unknown' };
