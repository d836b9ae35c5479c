import type { RuntimeId, RuntimeState } from './runtime.ts';
import type { ListedSandbox, MemoryReading, SandboxKey, Usage } from './sandbox.ts';

/** Where a level of pressure comes from: the kernel's own word (macOS), stalls (Linux), or what memory is left. */
export type PressureSource = 'macos-memorystatus' | 'linux-psi' | 'linux-available' | 'windows-available' | 'none';

/**
 * How short of memory the machine is. `unknown`: it could not be read, and nothing is concluded from that. `atMs` is the
 * wall clock of the reading, which may be older than the look.
 */
export interface HostPressure {
  readonly level: 'normal' | 'warning' | 'critical' | 'unknown';
  readonly source: PressureSource;
  readonly atMs: number;
}

/** Whether the machine runs on its battery; null when that is not known. `atMs` is the wall clock of the reading. */
export interface HostPower {
  readonly onBattery: boolean | null;
  readonly source: 'electron' | 'linux-power-supply' | 'macos-pmset' | 'windows-battery' | 'none';
  readonly atMs: number;
}

/** Memory of the machine. `availableBytes` is what a new program could get without swapping. */
export interface HostMemory {
  readonly totalBytes: number;
  readonly availableBytes: number;
  readonly pressure?: HostPressure;
  readonly power?: HostPower;
  /** Wall clock of the last return from sleep that was noticed; missing when there was none. */
  readonly resumedAtMs?: number;
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
  /**
   * Newest change among a few files of its workspaces (wall clock), null when there is none to see; `unknown` when the disk
   * did not answer. Absent where nobody looks.
   */
  readonly workspaceChangedAtMs?: number | null | 'unknown';
  /** The Git branch of its workspace on this machine; absent where there is none to be seen. */
  readonly branch?: string;
  /** Newest session event in the daemon's log (wall clock), null when there was none. Absent where nobody reads it. */
  readonly daemonEventAtMs?: number | null;
  /**
   * When a connection to one of its published ports was last seen to be new (wall clock), null when none was; `unknown` when that
   * could not be told. Absent where nobody looks, or can see it.
   */
  readonly portsUsedAtMs?: number | null | 'unknown';
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
  /** VM processes that belong to no sandbox that is known: leaked ones, or ones that could not be mapped. */
  readonly unattributed?: readonly UnattributedProcess[];
  /** Somebody asked for this look, or it is the last one before a stop. */
  readonly forced?: true;
  /** How long after the look before it this one was due, in milliseconds; absent when it is the settings' interval. */
  readonly dueAfterMs?: number;
}

/** A VM process that nobody can name. Its memory is gone all the same. */
export interface UnattributedProcess {
  readonly runtime: RuntimeId;
  readonly pid: number;
  readonly memory: MemoryReading;
}

/** True when this sandbox was seen in this very look, not carried over from an older one. */
export function isFresh(sandbox: ObservedSandbox, snapshot: Snapshot): boolean {
  return sandbox.observedMonotonicMs === snapshot.monotonicMs;
}
