import { message } from '../i18n/message.ts';
import type { AppState, SandboxState } from '../model/app-state.ts';
import type { SandboxKey } from '../model/sandbox.ts';
import type { IntentResult, SandmanService } from '../model/service.ts';

/**
 * What "stop all idle" means: everything that is idle and not held. One quiet look is no idleness: an agent that waits for
 * its model has many of them.
 */
export function idleAndFree({ sandboxes, settings }: AppState): readonly SandboxState[] {
  return sandboxes.filter(
    ({ fresh, status, activity, protected: locked, keepAwakeUntilMs }) =>
      fresh &&
      status === 'running' &&
      activity.state === 'idle' &&
      !activity.inGrace &&
      activity.idleForMs >= settings.memory.minIdleMs &&
      locked !== true &&
      keepAwakeUntilMs === undefined,
  );
}

/**
 * Stops them at somebody's word, one after another. The state is asked for before each: the look that verified the one before
 * may have seen another go to work.
 */
export async function stopAllIdle(
  service: Pick<SandmanService, 'getState'>,
  stop: (key: SandboxKey) => Promise<IntentResult>,
): Promise<IntentResult> {
  const failed: string[] = [];
  const idle = idleAndFree(service.getState());
  // Whoever asked was shown another number, or none.
  if (idle.length === 0) return { ok: true, said: message('stopIdle.none') };
  for (const { key, name } of idle) {
    if (!idleAndFree(service.getState()).some((one) => one.key === key)) continue;
    const result = await stop(key);
    if (!result.ok) failed.push(name);
  }
  return failed.length === 0 ? { ok: true } : { ok: false, message: message('failure.notStopped', { names: failed }) };
}
