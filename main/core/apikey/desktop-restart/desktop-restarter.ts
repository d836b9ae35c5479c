import type { Clock } from '../../host/clock.ts';
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
  | { readonly outcome: 'not-possible'; readonly message: string }
  /** It was told to restart and does not run, or nobody knows. */
  | { readonly outcome: 'not-back'; readonly message: string };

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
        message: 'Sandman cannot restart Docker Desktop here. Quit it and start it again.',
      };
    }
    return this.#watch(endMs, result === 'done' ? null : result.failed, (status) => tell('waiting', status));
  }

  async #command(leftMs: number): Promise<'done' | 'no-way' | { readonly failed: string }> {
    const { cli, run, platform, env } = this.#parts;
    const result = await cli.restart(leftMs);
    if (result !== 'no-command') return result;
    const steps = platformRestart(platform, env);
    return steps === null ? 'no-way' : runSteps(steps, run);
  }

  /** Asks until it runs. */
  async #watch(endMs: number, failed: string | null, tell: (status: DesktopStatus) => void): Promise<RestartOutcome> {
    for (;;) {
      const status = await this.#parts.cli.status();
      tell(status);
      if (failed !== null && status !== 'starting')
        return { outcome: 'not-back', message: `${failed} ${whatToDo(status)}` };
      if (status === 'running' || status === 'paused') return { outcome: 'back' };
      if (status === 'no-command') return { outcome: 'told' };
      if (this.#parts.clock.monotonicMs() >= endMs) {
        return { outcome: 'not-back', message: `Docker Desktop did not come back within 4 min. ${whatToDo(status)}` };
      }
      await this.#pause();
    }
  }

  #pause(): Promise<void> {
    return new Promise((resolve) => this.#parts.clock.after(askEveryMs, resolve));
  }
}

function whatToDo(status: DesktopStatus): string {
  switch (status) {
    case 'running':
    case 'paused':
      return 'It runs, but it was not restarted. Choose Restart in its own menu.';
    case 'stopped':
      return 'It is not running now: start Docker Desktop as you usually do, then check again.';
    case 'starting':
      return 'It is still starting: wait for its icon to settle, then check again.';
    default:
      return 'Look at its icon: if it shows an error, its Troubleshoot page can restart it. Then check again.';
  }
}
