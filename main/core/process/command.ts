import type { Secret } from '../apikey/secret.ts';

/** How a command ended. Only `exited` says something about its output. */
export interface CommandResult {
  readonly outcome: 'exited' | 'timed-out' | 'not-found' | 'too-much-output' | 'signalled' | 'failed-to-start';
  /** Null unless `outcome` is `exited`. */
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** What it wrote to stdout, when `secretOutput` was asked for. */
  readonly secretStdout?: Secret;
  readonly durationMs: number;
}

export interface CommandOptions {
  /** After this many milliseconds the whole process group is killed. */
  readonly deadlineMs: number;
  /** Each of stdout and stderr; default 4 MiB. */
  readonly maxOutputBytes?: number;
  /** Written to stdin over a pipe, which is then closed. Where the program repeats it, the result says `[secret]`. */
  readonly input?: Secret;
  /** Added to its environment, and hidden in the result like `input`. */
  readonly secretEnv?: Readonly<Record<string, Secret>>;
  /** Its output is a secret: `stdout` and `stderr` of the result stay empty, and stdout is in `secretStdout`. */
  readonly secretOutput?: boolean;
}

/** Runs one program without a shell, with stdin closed unless there is input. Never throws: how it went is in the result. */
export type RunCommand = (file: string, args: readonly string[], options: CommandOptions) => Promise<CommandResult>;
