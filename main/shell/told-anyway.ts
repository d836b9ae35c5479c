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
  if (action.do === 'stop-idle') return stops && id === 'failure.notStopped';
  if (action.do !== 'stop') return false;
  const progress = after.sandboxes.find((one) => one.key === action.key)?.progress;
  return stops && progress?.step === 'stop-failed' && progress.message.id === id;
}
