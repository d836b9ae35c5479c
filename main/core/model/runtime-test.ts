import { message } from '../i18n/message.ts';
import type { AppState } from './app-state.ts';
import type { RuntimeId } from './runtime.ts';
import type { IntentResult } from './service.ts';

/** What a runtime said in the look that has just been made, for who wants to know whether it answers. */
export function testedRuntime({ runtimes, sandboxes }: AppState, id: RuntimeId): IntentResult {
  const runtime = runtimes.find((one) => one.id === id);
  if (!runtime) return { ok: false, message: message('popup.failed') };
  const { state, blip } = runtime;
  // It is shown as it was before, because it failed only once; who asks on purpose is told.
  if (blip) return { ok: true, said: message('runtimes.tested.blip') };
  if (state !== 'ready')
    return { ok: true, said: message('runtimes.tested.other', { state: message(`condition.${state}`) }) };
  // One that was left out of this answer is kept for a while, and is old.
  const its = sandboxes.filter((one) => one.runtime === id && one.fresh);
  if (its.length === 0) return { ok: true, said: message('runtimes.tested.empty') };
  const running = its.filter((one) => one.status !== 'stopped').length;
  return { ok: true, said: message('runtimes.tested.ready', { count: its.length, running }) };
}
