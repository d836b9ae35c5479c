import type { Notice } from '../core/model/decision.ts';
import type { WatchEvent } from '../core/model/events.ts';
import { formatBytes, formatDuration } from '../core/model/format.ts';
import { noticeSentence } from '../core/model/text.ts';

/** One notification as it is shown. The same `id` replaces the one before. */
export interface NotificationView {
  readonly id: string;
  readonly title: string;
  readonly body: string;
  /** The card that a click opens. */
  readonly sandboxKey?: string;
  /** Offers Keep awake where the OS shows buttons. */
  readonly offersKeepAwake: boolean;
}

export type NotificationChange =
  | { readonly kind: 'show'; readonly view: NotificationView }
  /** The cause is gone, so the notification is taken back. */
  | { readonly kind: 'withdraw'; readonly id: string };

/** What an event does to the notifications on screen. */
export function notificationsFor(event: WatchEvent): readonly NotificationChange[] {
  switch (event.type) {
    case 'warning':
      if (event.dryRun) return [];
      return [
        show({
          id: `sandbox:${event.key}`,
          title: `${event.name} will be stopped in ${formatDuration(event.stopAtMs - event.atMs)}`,
          body: `${whyStop(event)}${holds(event.evidence.memoryBytes)}. Click to keep it awake.`,
          sandboxKey: event.key,
          offersKeepAwake: true,
        }),
      ];
    case 'withdrawn':
      return [{ kind: 'withdraw', id: `sandbox:${event.key}` }];
    case 'stopping':
      return [{ kind: 'withdraw', id: `sandbox:${event.key}` }];
    case 'stopped':
      // Who stopped it by hand, and who only watches, needs no message.
      if (event.dryRun || event.who === 'user') return [];
      return [
        show({
          id: `sandbox:${event.key}`,
          title: `${event.name} was stopped`,
          body: `It was ${event.reason}.${event.freedBytes === null ? '' : ` ${formatBytes(event.freedBytes)} given back.`}`,
          sandboxKey: event.key,
          offersKeepAwake: false,
        }),
      ];
    case 'stop-failed':
      return [
        show({
          id: `sandbox:${event.key}`,
          title: `${event.name} could not be stopped`,
          body: event.message,
          sandboxKey: event.key,
          offersKeepAwake: false,
        }),
      ];
    case 'notice':
      return [
        show({
          id: `notice:${event.notice.id}`,
          title: noticeTitle(event.notice),
          body: `${noticeSentence(event.notice)}.`,
          sandboxKey: event.notice.sandboxKey,
          offersKeepAwake: false,
        }),
      ];
    case 'notice-cleared':
      return [{ kind: 'withdraw', id: `notice:${event.noticeId}` }];
    case 'problem':
      return [
        show({
          id: `problem:${event.problem.code}`,
          title: 'Sandman',
          body: event.problem.message,
          offersKeepAwake: false,
        }),
      ];
  }
}

function show(view: NotificationView): NotificationChange {
  return { kind: 'show', view };
}

function whyStop({ rule, reason, evidence }: Extract<WatchEvent, { type: 'warning' }>): string {
  return `It was ${rule === 'idle' ? `idle for ${formatDuration(evidence.idleForMs)}` : reason}`;
}

function noticeTitle({ rule, sandboxName }: Notice): string {
  if (rule === 'cap') return `${sandboxName} uses too much memory`;
  return rule === 'budget' ? 'Sandboxes use too much memory' : 'This machine is low on memory';
}

function holds(memoryBytes: number | null): string {
  return memoryBytes === null ? '' : ` and holds ${formatBytes(memoryBytes)}`;
}
