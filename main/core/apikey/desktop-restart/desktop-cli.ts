import * as v from 'valibot';
import { message, quoted, type Message } from '../../i18n/message.ts';
import type { CommandResult, RunCommand } from '../../process/command.ts';
import { firstJson } from '../../process/first-json.ts';

const statusDeadlineMs = 10_000;
const statusSchema = v.object({ Status: v.string() });

/** `docker desktop status`, in its words (reference, section 6.3), and what we make of everything else. */
export type DesktopStatus = 'running' | 'paused' | 'starting' | 'stopped' | 'no-command' | 'unknown';

const known: readonly string[] = ['running', 'paused', 'starting', 'stopped'] satisfies readonly DesktopStatus[];

/** The few commands of `docker desktop`, which Docker Desktop has since 4.37. */
export class DesktopCli {
  readonly #run: RunCommand;
  readonly #findDocker: () => Promise<string | null>;

  constructor(parts: { readonly run: RunCommand; readonly findDocker: () => Promise<string | null> }) {
    this.#run = parts.run;
    this.#findDocker = parts.findDocker;
  }

  /** Never throws. With Desktop ended it prints nothing, which is `stopped`. */
  async status(): Promise<DesktopStatus> {
    const result = await this.#ask(['desktop', 'status', '--format', 'json'], statusDeadlineMs);
    if (result === null || lacksCommand(result)) return 'no-command';
    const parsed = v.safeParse(statusSchema, firstJson(result.stdout));
    if (parsed.success)
      return known.includes(parsed.output.Status) ? (parsed.output.Status as DesktopStatus) : 'unknown';
    const isSilent = result.outcome === 'exited' && result.stdout.trim() === '';
    return isSilent && (result.exitCode === 0 || /not running/i.test(result.stderr)) ? 'stopped' : 'unknown';
  }

  /** Resolves when the command ends, which is when Desktop is said to run again. Never throws. */
  async restart(deadlineMs: number): Promise<'done' | 'no-command' | { readonly failed: Message }> {
    const result = await this.#ask(['desktop', 'restart'], deadlineMs);
    if (result === null || lacksCommand(result)) return 'no-command';
    if (result.outcome === 'exited' && result.exitCode === 0) return 'done';
    return { failed: messageOf(result) };
  }

  async #ask(args: readonly string[], deadlineMs: number): Promise<CommandResult | null> {
    const file = await this.#findDocker();
    return file === null ? null : this.#run(file, args, { deadlineMs });
  }
}

function lacksCommand({ outcome, stderr }: CommandResult): boolean {
  if (outcome === 'not-found') return true;
  return /is not a docker command|unknown command: docker desktop|unknown flag: --format\s+Usage:\s+docker \[OPTIONS\]/i.test(
    stderr,
  );
}

const restartCommand = 'docker desktop restart';

function messageOf({ outcome, stderr, durationMs }: CommandResult): Message {
  if (outcome === 'timed-out')
    return message('restart.commandSlow', { command: restartCommand, seconds: Math.round(durationMs / 1000) });
  const line = stderr.split('\n').find((one) => one.trim() !== '');
  return line === undefined
    ? message('restart.commandFailed', { command: restartCommand })
    : quoted(line.trim().slice(0, 300));
}
