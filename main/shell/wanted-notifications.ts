import type { WatchEvent } from '../core/model/events.ts';
import type { NotificationKind, NotificationKinds } from '../core/settings/schema.ts';
import type { NotificationChange } from './notification-view.ts';

const kinds: Readonly<Record<WatchEvent['type'], NotificationKind | null>> = {
  warning: 'warnings',
  stopped: 'stops',
  'stop-failed': 'stops',
  notice: 'memory',
  problem: 'problems',
  // These take a notification back, which is always right.
  withdrawn: null,
  stopping: null,
  'notice-cleared': null,
};

/**
 * What is left of the changes when only what the user wants to be notified of is shown. What is not wanted still takes back
 * the notification in whose place it would have come: that one is no longer true.
 */
export function onlyWanted(
  { type }: WatchEvent,
  changes: readonly NotificationChange[],
  wanted: NotificationKinds,
): readonly NotificationChange[] {
  const kind = kinds[type];
  if (kind === null || wanted[kind]) return changes;
  return changes.map((change) => ({ kind: 'withdraw', id: change.kind === 'show' ? change.view.id : change.id }));
}
