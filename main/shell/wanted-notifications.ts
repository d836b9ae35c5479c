import type { WatchEvent } from '../core/model/events.ts';
import type { NotificationKind, NotificationKinds } from '../core/settings/schema.ts';

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

/** Whether the user wants to be notified of such an event. */
export function isWanted({ type }: WatchEvent, wanted: NotificationKinds): boolean {
  const kind = kinds[type];
  return kind === null || wanted[kind];
}
