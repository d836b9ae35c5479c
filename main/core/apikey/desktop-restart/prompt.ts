import type { AppState } from '../../model/app-state.ts';
import type { RuntimeId } from '../../model/runtime.ts';
import type { SandboxKey } from '../../model/sandbox.ts';

/** Those that live in Docker Desktop. `sbx` has a daemon of its own, which a restart does not touch. */
const inDesktop: readonly RuntimeId[] = ['docker-sandbox', 'containers'];

/** One sandbox that a restart of Docker Desktop stops. */
export interface StoppedByRestart {
  readonly key: SandboxKey;
  readonly name: string;
  /** False only when it is known to be idle. */
  readonly maybeBusy: boolean;
}

/** What the user is asked before Docker Desktop is restarted. */
export interface RestartPrompt {
  /** All that are not known to be stopped, the possibly busy ones first. */
  readonly stops: readonly StoppedByRestart[];
  /** False when a runtime of Docker Desktop could not be asked: there may be more of them. */
  readonly complete: boolean;
}

export function restartPrompt(state: AppState): RestartPrompt {
  const stops = state.sandboxes
    .filter((one) => inDesktop.includes(one.runtime) && one.status !== 'stopped')
    .map((one) => ({ key: one.key, name: one.name, maybeBusy: !one.fresh || one.activity.state !== 'idle' }))
    .sort((a, b) => Number(b.maybeBusy) - Number(a.maybeBusy) || a.name.localeCompare(b.name));
  const asked: readonly string[] = ['ready', 'not-installed', 'plugin-missing'];
  const complete =
    state.atMs > 0 && state.runtimes.every((one) => !inDesktop.includes(one.id) || asked.includes(one.state));
  return { stops, complete };
}

/** Those that run now and were not in the list that the user has agreed to. */
export function notAgreedTo(prompt: RestartPrompt, agreedKeys: readonly string[]): readonly StoppedByRestart[] {
  return prompt.stops.filter((one) => !agreedKeys.includes(one.key));
}
