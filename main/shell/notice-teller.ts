import type { AppState } from '../core/model/app-state.ts';
import type { Problem } from '../core/model/decision.ts';
import type { WatchEvent } from '../core/model/events.ts';
import type { Words } from '../core/i18n/words.ts';
import { notificationsFor, startsAgain, type NotificationChange } from './notification-view.ts';
import type { Notifications } from './notifications.ts';
import { outlivedNotices } from './outlived-notices.ts';
import { problemNotices } from './problem-notices.ts';
import { onlyWanted } from './wanted-notifications.ts';

const tellAgainAfterMs = 3600_000;

export interface NoticeTellerParts {
  readonly notifications: Pick<Notifications, 'apply' | 'shown'>;
  readonly words: () => Words;
  readonly untouchedMs: () => number;
}

/** Keeps the notifications true to what happens and to what is. */
export class NoticeTeller {
  readonly #parts: NoticeTellerParts;
  #problems: readonly Problem[] = [];
  /** When a problem was last shown, by the id of its notification. */
  readonly #toldAtMs = new Map<string, number>();

  constructor(parts: NoticeTellerParts) {
    this.#parts = parts;
  }

  hear(event: WatchEvent, state: AppState): void {
    const { notifications, words, untouchedMs } = this.#parts;
    const changes = notificationsFor(event, words(), (key) => startsAgain(state, key), untouchedMs());
    notifications.apply(onlyWanted(event, changes, state.settings.notifications));
  }

  /** The state of another service, too: what was a problem of the one before only is one no more. */
  see(state: AppState): void {
    const { notifications, words } = this.#parts;
    notifications.apply(outlivedNotices(notifications.shown(), state.sandboxes));
    const before = this.#problems;
    this.#problems = state.problems;
    notifications.apply(problemNotices(before, state, words()).filter((one) => this.#isNews(one, state.atMs)));
  }

  /** One that comes and goes is not told again each time: the popup shows it while it is there. */
  #isNews(change: NotificationChange, atMs: number): boolean {
    if (change.kind === 'withdraw') return true;
    const toldAtMs = this.#toldAtMs.get(change.view.id);
    if (toldAtMs !== undefined && Math.abs(atMs - toldAtMs) < tellAgainAfterMs) return false;
    this.#toldAtMs.set(change.view.id, atMs);
    return true;
  }
}
