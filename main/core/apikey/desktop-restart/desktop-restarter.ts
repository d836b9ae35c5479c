import type { Clock } from '../../host/clock.ts';
import { message, sentences, type Message } from '../../i18n/message.ts';
import type { RunCommand } from '../../process/command.ts';
import type { DesktopCli, DesktopStatus } from './desktop-cli.ts';
import { platformRestart, runSteps } from './platform-restart.ts';

/** A cold start with a VM takes a minute or two on a slow machine. */
const deadlineMs = 4 * 60_000;
const askEveryMs = 2_000;

/** How far a restart has come; `sinceMs` is wall clock. */
export interface RestartProgress {
  readonly step: 'restarting' | 'waiting';
  /** What Docker Desktop last said about itself. */
  readonly status: DesktopStatus;
  readonly sinceMs: number;
  readonly deadlineAtMs: number;
}

export type RestartOutcome =
  | { readonly outcome: 'back' }
  /** It was told to, and this Docker Desktop has no command that says whether it runs. */
  | { readonly outcome: 'told' }
  | { readonly outcome: 'not-possible'; readonly message: Message }
  /** It was told to restart and does not run, or nobody knows. */
  | { readonly outcome: 'not-back'; readonly message: Message };

export interface DesktopRestarterParts {
  readonly cli: DesktopCli;
  readonly run: RunCommand;
  readonly clock: Clock;
  readonly platform: NodeJS.Platform;
  readonly env: NodeJS.ProcessEnv;
}

/** Restarts Docker Desktop and watches it come back. */
export class DesktopRestarter {
  readonly #parts: DesktopRestarterParts;

  constructor(parts: DesktopRestarterParts) {
    this.#parts = parts;
  }

  /** Never throws. `onProgress` is told of every change. What a failed command says is only believed when Desktop does not run. */
  async restart(onProgress: (progress: RestartProgress) => void): Promise<RestartOutcome> {
    const { cli, clock } = this.#parts;
    const sinceMs = clock.wallMs();
    const endMs = clock.monotonicMs() + deadlineMs;
    let ended = false;
    const tell = (step: RestartProgress['step'], status: DesktopStatus) =>
      onProgress({ step, status, sinceMs, deadlineAtMs: sinceMs + deadlineMs });
    tell('restarting', await cli.status());
    const command = this.#command(endMs - clock.monotonicMs()).finally(() => (ended = true));
    while (!ended) {
      await Promise.race([command, this.#pause()]);
      if (!ended) tell('restarting', await cli.status());
    }
    const result = await command;
    if (result === 'no-way') {
      return {
        outcome: 'not-possible',
        message: message('restart.noWay'),
      };
    }
    return this.#watch(endMs, result === 'done' ? null : result.failed, (status) => tell('waiting', status));
  }

  async #command(leftMs: number): Promise<'done' | 'no-way' | { readonly failed: Message }> {
    const { cli, run, platform, env } = this.#parts;
    const result = await cli.restart(leftMs);
    if (result !== 'no-command') return result;
    const steps = platformRestart(platform, env);
    return steps === null ? 'no-way' : runSteps(steps, run);
  }

  /** Asks until it runs. */
  async #watch(endMs: number, failed: Message | null, tell: (status: DesktopStatus) => void): Promise<RestartOutcome> {
    for (;;) {
      const status = await this.#parts.cli.status();
      tell(status);
      if (failed !== null && status !== 'starting')
        return { outcome: 'not-back', message: sentences([failed, whatToDo(status)]) };
      if (status === 'running' || status === 'paused') return { outcome: 'back' };
      if (status === 'no-command') return { outcome: 'told' };
      if (this.#parts.clock.monotonicMs() >= endMs) {
        const tooLong = message('restart.tooLong', { minutes: deadlineMs / 60_000 });
        return { outcome: 'not-back', message: sentences([tooLong, whatToDo(status)]) };
      }
      await this.#pause();
    }
  }

  #pause(): Promise<void> {
    return new Promise((resolve) => this.#parts.clock.after(askEveryMs, resolve));
  }
}

function whatToDo(status: DesktopStatus): Message {
  switch (status) {
    case 'running':
    case 'paused':
      return message('restart.doRestart');
    case 'stopped':
      return message('restart.doStart');
    case 'starting':
      return message('restart.doWait');
    default:
      return message('restart.doLook');
  }
}
