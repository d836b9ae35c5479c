import * as v from 'valibot';
import { message, type Message } from '../../i18n/message.ts';
import type { MemoryLimit, SessionsReading } from '../../model/sandbox.ts';
import type { CommandResult, RunCommand } from '../../process/command.ts';
import { firstJson } from '../../process/first-json.ts';
import { failureOf } from '../failures.ts';
import { nameTwice, parseEntries, type Entry } from '../listing.ts';
import { RuntimeError } from '../runtime.ts';
import { parseNetworkLog, type NetworkLog } from './daemon-api.ts';
import { memoryLimit } from './memory-limit.ts';

const statusDeadlineMs = 8_000;
const listDeadlineMs = 10_000;
const inspectDeadlineMs = 8_000;
/** Measured at 0.2 to 6 s (reference, section 2.2); a VM that hangs is given the daemon's 30 s and more. */
const stopDeadlineMs = 60_000;

const daemonStatusSchema = v.object({ status: v.string(), socket: v.optional(v.string()) });
const inspectSchema = v.looseObject({ sessions: v.pipe(v.number(), v.integer(), v.minValue(0)) });

/** What only `sbx inspect` knows of a running sandbox. */
export interface Inspected {
  readonly sessions: SessionsReading;
  readonly limit: MemoryLimit | null;
}

const notInspected: Inspected = { sessions: 'unknown', limit: null };

/** Whether the daemon runs, and where it listens. */
export type DaemonStatus =
  | { readonly state: 'running'; readonly socket: string | null }
  | { readonly state: 'not-running'; readonly detail: Message }
  | { readonly state: 'hung'; readonly detail: Message }
  | { readonly state: 'too-old'; readonly detail: Message }
  | { readonly state: 'not-understood'; readonly detail: Message };

/** The few commands of `sbx` that only look, and `stop`. */
export class SbxCli {
  readonly #run: RunCommand;
  /** `--no-input` keeps a command from asking or opening a browser; versions that do not know it are asked without. */
  #noInput = true;

  constructor(run: RunCommand) {
    this.#run = run;
  }

  /** The one question that is known not to start the daemon (reference, section 2.4). Never throws. */
  async daemonStatus(file: string): Promise<DaemonStatus> {
    const result = await this.#run(file, ['daemon', 'status', '--json'], { deadlineMs: statusDeadlineMs });
    if (result.outcome === 'timed-out') return { state: 'hung', detail: failureOf(result, 'sbx daemon status').said };
    const failure = succeeded(result) ? null : failureOf(result, 'sbx daemon status');
    if (failure?.condition === 'too-old') return { state: 'too-old', detail: failure.said };
    const parsed = v.safeParse(daemonStatusSchema, firstJson(result.stdout));
    if (parsed.success && parsed.output.status === 'running' && succeeded(result)) {
      return { state: 'running', socket: parsed.output.socket ?? null };
    }
    // How a stopped daemon is told is not established (reference, section 11): its word for it, or a sentence.
    const says = parsed.success ? parsed.output.status : `${result.stdout}\n${result.stderr}`;
    if (parsed.success ? says !== 'running' : /not running|stopped|unavailable/i.test(says)) {
      return { state: 'not-running', detail: message('daemon.notRunning') };
    }
    return {
      state: 'not-understood',
      detail: message('command.notUnderstood', { command: 'sbx daemon status --json' }),
    };
  }

  /** Throws `RuntimeError`. */
  async list(file: string): Promise<readonly Entry[]> {
    const result = await this.#ask(file, ['ls', '--json'], listDeadlineMs);
    const entries = parseEntries(firstJson(result.stdout), ['sandboxes', 'vms']);
    if (!entries) throw new RuntimeError('error', message('command.notUnderstood', { command: 'sbx ls --json' }));
    const twice = nameTwice(entries);
    if (twice !== null)
      throw new RuntimeError('error', message('command.nameTwice', { command: 'sbx ls --json', name: twice }));
    return entries;
  }

  /** Never throws. */
  async inspect(file: string, name: string): Promise<Inspected> {
    try {
      const result = await this.#ask(file, ['inspect', name, '--json'], inspectDeadlineMs);
      const parsed = v.safeParse(inspectSchema, firstJson(result.stdout));
      if (!parsed.success) return notInspected;
      return { sessions: parsed.output.sessions, limit: memoryLimit(parsed.output, 'inspect') };
    } catch {
      return notInspected;
    }
  }

  /** The daemon's network log, for daemons that are not asked themselves. Throws `RuntimeError` and `DaemonError`. */
  async networkLog(file: string): Promise<NetworkLog> {
    const result = await this.#ask(file, ['policy', 'log', '--json'], listDeadlineMs);
    return parseNetworkLog(firstJson(result.stdout));
  }

  /** Throws `RuntimeError`. */
  async stop(file: string, name: string): Promise<void> {
    await this.#ask(file, ['stop', name], stopDeadlineMs);
  }

  async #ask(file: string, args: readonly string[], deadlineMs: number): Promise<CommandResult> {
    const result = await this.#run(file, this.#noInput ? [...args, '--no-input'] : args, { deadlineMs });
    if (succeeded(result)) return result;
    if (this.#noInput && /unknown flag:? .*no-input/i.test(result.stderr)) {
      this.#noInput = false;
      return this.#ask(file, args, deadlineMs);
    }
    throw failureOf(result, `sbx ${args.join(' ')}`);
  }
}

function succeeded(result: CommandResult): boolean {
  return result.outcome === 'exited' && result.exitCode === 0;
}
