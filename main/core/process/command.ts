/** How a command ended. Only `exited` says something about its output. */
export interface CommandResult {
  readonly outcome: 'exited' | 'timed-out' | 'not-found' | 'too-much-output' | 'signalled' | 'failed-to-start';
  /** Null unless `outcome` is `exited`. */
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly durationMs: number;
}

export interface CommandOptions {
  /** After this many milliseconds the whole process group is killed. */
  readonly deadlineMs: number;
  /** Each of stdout and stderr; default 4 MiB. */
  readonly maxOutputBytes?: number;
}

/** Runs one program without a shell, with stdin closed. Never throws: how it went is in the result. */
export type RunCommand = (file: string, args: readonly string[], options: CommandOptions) => Promise<CommandResult>;
