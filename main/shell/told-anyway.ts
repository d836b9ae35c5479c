import type { AppState } from '../core/model/app-state.ts';
import type { IntentResult } from '../core/model/service.ts';
import type { MenuAction } from './tray-view.ts';

type Told = Pick<AppState, 'problems' | 'sandboxes' | 'settings'>;

/** Whether a notification of its own says already why something chosen in the menu did not work. */
export function isToldAnyway(action: MenuAction, result: IntentResult, before: Told, after: Told): boolean {
  if (result.ok) return false;
  const { id } = result.message;
  const { problems, stops } = after.settings.notifications;
  const isProblem = (state: Told) => state.problems.some((one) => one.message.id === id);
  if (problems && isProblem(after) && !isProblem(before)) return true;
  const failed = (one: Told['sandboxes'][number]) => one.progress?.step === 'stop-failed';
  if (action.do === 'stop-idle') {
    const names = result.message.values?.['names'];
    if (!stops || id !== 'failure.notStopped' || !Array.isArray(names)) return false;
    return names.every((name) => after.sandboxes.some((one) => one.name === name && failed(one)));
  }
  if (action.do !== 'stop') return false;
  const one = after.sandboxes.find(({ key }) => key === action.key);
  return stops && one?.progress?.step === 'stop-failed' && one.progress.message.id === id;
}
