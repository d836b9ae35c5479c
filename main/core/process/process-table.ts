/** A process of this machine as far as it matters to a watcher. */
export interface HostProcess {
  readonly pid: number;
  readonly args: readonly string[];
  readonly residentBytes: number;
  /** User and system time since it started, in milliseconds. */
  readonly cpuTimeMs: number;
  /** Something that differs when the pid was given to another process. */
  readonly startedId: string;
}

/** Reads the process table. `list` throws when it cannot be read: nobody may take that for "no such process". */
export interface ProcessTable {
  list(): Promise<readonly HostProcess[]>;
}
