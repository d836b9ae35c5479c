/** A process of this machine as far as it matters to a watcher. */
export interface HostProcess {
  readonly pid: number;
  readonly args: readonly string[];
  readonly residentBytes: number;
  /** Memory that no other process shares, where the table itself has it (Windows). */
  readonly privateBytes?: number;
  /** User and system time since it started, in milliseconds. */
  readonly cpuTimeMs: number;
  /** Something that differs when the pid was given to another process. */
  readonly startedId: string;
}

/**
 * Reads the process table: processes of this user only, because what belongs to another is none of ours. Both throw when it
 * cannot be read: nobody may take that for "no such process".
 */
export interface ProcessTable {
  /** All processes whose arguments are wanted; left out, all. */
  list(wanted?: (args: readonly string[]) => boolean): Promise<readonly HostProcess[]>;
  /** Reads known processes again, as cheaply as the system allows. One that ended, or whose pid has another owner, is left out. */
  again(known: readonly HostProcess[]): Promise<readonly HostProcess[]>;
}

/** Tells one process from another that got its pid later. */
export function processId(one: HostProcess): string {
  return `${one.pid}@${one.startedId}`;
}

/** `again` for a system on which the whole table is as cheap as one line of it. */
export function pickAgain(all: readonly HostProcess[], known: readonly HostProcess[]): readonly HostProcess[] {
  const ids = new Set(known.map(processId));
  return all.filter((one) => ids.has(processId(one)));
}
