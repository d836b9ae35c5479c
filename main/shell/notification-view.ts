import type { WatchEvent } from '../core/model/events.ts';
import { say } from '../core/i18n/message.ts';
import type { Words } from '../core/i18n/words.ts';
import { reasonText } from '../core/model/reason.ts';
import type { AppState } from '../core/model/app-state.ts';
import { startsSandboxes } from '../core/model/runtime.ts';
import { nameOf, runtimeOf, type SandboxKey } from '../core/model/sandbox.ts';
import { noticeSentence } from '../core/model/text.ts';

export type NoticeActionId = 'keep-awake' | 'stop-now' | 'start-again' | 'protect' | 'stop-first';

export interface NoticeAction {
  readonly id: NoticeActionId;
  readonly text: string;
  /** The sandbox that it is done to. */
  readonly key: SandboxKey;
}

/** One notification as it is shown. The same `id` replaces the one before. */
export interface NotificationView {
  readonly id: string;
  readonly title: string;
  readonly body: string;
  /** The card that a click opens. */
  readonly sandboxKey?: string;
  /** Offered where the OS shows buttons. */
  readonly actions: readonly NoticeAction[];
  /** It is there to be read, and asks for no attention: what there was to be decided was said before. */
  readonly quiet?: true;
  /** It is true only until its sandbox has come to this, and is taken back then. */
  readonly until?: 'running' | 'stopped';
}

export type NotificationChange =
  | { readonly kind: 'show'; readonly view: NotificationView }
  /** The cause is gone, so the notification is taken back. */
  | { readonly kind: 'withdraw'; readonly id: string };

/**
 * Who has not touched the machine for so long is taken to have gone (milliseconds): a warning does not call for them, and is there
 * to be read when they are back.
 */
export const awayAfterMs = 20 * 60_000;

/** What an event does to the notifications on screen. `untouchedMs`: how long nobody has touched the machine; 0 when not known. */
export function notificationsFor(
  event: WatchEvent,
  words: Words,
  startsAgain: (key: SandboxKey) => boolean = () => false,
  untouchedMs = 0,
): readonly NotificationChange[] {
  const { t, duration } = words;
  const action = (id: NoticeActionId, key: SandboxKey): NoticeAction => ({
    id,
    key,
    text: t(`notify.action.${id}`, { name: nameOf(key) }),
  });
  switch (event.type) {
    case 'warning':
      if (event.dryRun) return [];
      return [
        show({
          id: `sandbox:${event.key}`,
          title: t('notify.warning', { name: event.name, span: duration(event.stopAtMs - event.atMs) }),
          body: t('notify.warningBody', {
            reason: reasonText(event.because, words),
            holds: amount(event.evidence.memoryBytes, words),
          }),
          sandboxKey: event.key,
          actions: [action('keep-awake', event.key), action('stop-now', event.key)],
          ...((event.alongside || untouchedMs >= awayAfterMs) && { quiet: true }),
        }),
      ];
    case 'withdrawn':
      return [{ kind: 'withdraw', id: `sandbox:${event.key}` }];
    case 'stopping':
      // After a warning this one stays until what came of it takes its place.
      return event.who !== 'user' ? [] : [{ kind: 'withdraw', id: `sandbox:${event.key}` }];
    case 'stopped':
      // Who stopped it by hand, and who only watches, needs no message.
      if (event.dryRun || event.who === 'user') return [{ kind: 'withdraw', id: `sandbox:${event.key}` }];
      return [
        show({
          id: `sandbox:${event.key}`,
          title: t('notify.stopped', { name: event.name }),
          body: t('notify.stoppedBody', {
            reason: event.because ? reasonText(event.because, words) : event.reason,
            freed: amount(event.freedBytes, words),
          }),
          sandboxKey: event.key,
          actions: [
            ...(startsAgain(event.key) ? [action('start-again', event.key)] : []),
            action('protect', event.key),
          ],
          quiet: true,
          until: 'running',
        }),
      ];
    case 'stop-failed':
      return [
        show({
          id: `sandbox:${event.key}`,
          title: t('notify.stopFailed', { name: event.name }),
          body: say(event.message, words),
          sandboxKey: event.key,
          actions: [],
          until: 'stopped',
        }),
      ];
    case 'notice':
      return [
        show({
          id: `notice:${event.notice.id}`,
          title: t(`notify.${event.notice.rule}`, { name: event.notice.sandboxName }),
          body: t('notify.notice', { sentence: noticeSentence(event.notice, words) }),
          sandboxKey: event.notice.sandboxKey,
          actions: event.notice.offers.slice(0, 1).map((key) => action('stop-first', key)),
        }),
      ];
    case 'notice-cleared':
      return [{ kind: 'withdraw', id: `notice:${event.noticeId}` }];
    case 'problem':
      return [
        show({
          id: `problem:${event.problem.code}`,
          title: t('notify.problem'),
          body: say(event.problem.message, words),
          actions: [],
        }),
      ];
  }
}

function show(view: NotificationView): NotificationChange {
  return { kind: 'show', view };
}

/** An amount of memory, or the word by which a message knows that there is none. */
function amount(memoryBytes: number | null, { bytes }: Words): string {
  return memoryBytes === null ? 'unknown' : bytes(memoryBytes);
}

/** What "send a test" shows. */
export function testNotification({ t }: Words): NotificationView {
  return { id: 'test', title: t('notify.test'), body: t('notify.testBody'), actions: [] };
}

/** Whether a notice may offer to start it again: where its runtime can do that without a terminal. */
export function startsAgain({ runtimes }: Pick<AppState, 'runtimes'>, key: SandboxKey): boolean {
  return runtimes.some((one) => one.id === runtimeOf(key) && startsSandboxes(one));
}
