import type { KeyState } from '../core/apikey/key-state.ts';
import type { NotificationChange } from './notification-view.ts';

/** A restart takes minutes, and the popup closes with the next click elsewhere: how it ended is told to who is not looking. */
export function keyNotification(before: KeyState, after: KeyState): readonly NotificationChange[] {
  if (before.busy !== 'restarting' || after.busy !== null || after.message === null) return [];
  const title = after.message.ok ? 'Docker Desktop is back' : 'Docker Desktop and the API key';
  return [{ kind: 'show', view: { id: 'key', title, body: after.message.text, actions: [] } }];
}
