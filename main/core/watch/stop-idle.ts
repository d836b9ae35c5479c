import { message } from '../i18n/message.ts';
import type { AppState } from '../model/app-state.ts';
import type { SandboxKey } from '../model/sandbox.ts';
import type { IntentResult } from '../model/service.ts';

/**
 * Stops, at somebody's word, everything that is idle and not held. One quiet look is no idleness: an agent that waits for its
 * model has many of them.
 */
export async function stopAllIdle(
  { sandboxes, settings }: AppState,
  stop: (key: SandboxKey) => Promise<IntentResult>,
): Promise<IntentResult> {
  const { minIdleMs } = settings.memory;
  const idle = sandboxes.filter(
    ({ fresh, status, activity }) =>
      fresh &&
      status === 'running' &&
      activity.state === 'idle' &&
      !activity.inGrace &&
      activity.idleForMs >= minIdleMs,
  );
  const free = idle.filter((one) => one.protected !== true && one.keepAwakeUntilMs === undefined);
  const results = await Promise.all(free.map(({ key }) => stop(key)));
  const failed = free.filter((_, index) => results[index]?.ok === false).map(({ name }) => name);
  return failed.length === 0 ? { ok: true } : { ok: false, message: message('failure.notStopped', { names: failed }) };
}
