import type { KeyState } from '../core/apikey/key-state.ts';
import { say } from '../core/i18n/message.ts';
import type { Words } from '../core/i18n/words.ts';
import type { NotificationChange } from './notification-view.ts';

/** A restart takes minutes, and the popup closes with the next click elsewhere: how it ended is told to who is not looking. */
export function keyNotification(before: KeyState, after: KeyState, words: Words): readonly NotificationChange[] {
  if (before.busy !== 'restarting' || after.busy !== null || after.message === null) return [];
  const { ok, text } = after.message;
  const title = words.t(ok ? 'restart.noticeBack' : 'restart.noticeFailed');
  return [{ kind: 'show', view: { id: 'key', title, body: say(text, words), actions: [] } }];
}
