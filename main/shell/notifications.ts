import { Notification } from 'electron';
import type { NoticeActionId, NotificationChange, NotificationView } from './notification-view.ts';

export interface NotificationParts {
  readonly onClick: (view: NotificationView) => void;
  readonly onAction: (view: NotificationView, action: NoticeActionId) => void;
  /** The system refused to show one, or shows them again. Of each one only macOS and Windows tell. */
  readonly onRefused: (isRefused: boolean) => void;
}

export type ShownOrNot = 'shown' | 'refused' | 'unknown';

/** The system says within this time that it shows one, or that it does not. */
const answerMs = 3_000;

/** The notifications on screen, by id. They are held here: one that is collected as garbage loses its click. */
export class Notifications {
  readonly #parts: NotificationParts;
  readonly #shown = new Map<string, { readonly view: NotificationView; readonly notification: Notification }>();

  constructor(parts: NotificationParts) {
    this.#parts = parts;
  }

  apply(changes: readonly NotificationChange[]): void {
    for (const change of changes) {
      if (change.kind === 'withdraw') this.#withdraw(change.id);
      else if (this.#canShow()) this.#make(change.view).show();
    }
  }

  shown(): readonly NotificationView[] {
    return [...this.#shown.values()].map(({ view }) => view);
  }

  /** Shows one, and tells what the system says to it; `unknown` where it says nothing. */
  tryOut(view: NotificationView): Promise<ShownOrNot> {
    if (!this.#canShow()) return Promise.resolve('refused');
    const notification = this.#make(view);
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve('unknown'), answerMs);
      const answer = (found: ShownOrNot) => {
        clearTimeout(timer);
        resolve(found);
      };
      notification.once('show', () => answer('shown'));
      notification.once('failed', () => answer('refused'));
      notification.show();
    });
  }

  closeAll(): void {
    for (const id of [...this.#shown.keys()]) this.#withdraw(id);
  }

  /** A system that has nowhere to show them says nothing by itself. */
  #canShow(): boolean {
    const canShow = Notification.isSupported();
    if (!canShow) this.#parts.onRefused(true);
    return canShow;
  }

  #make(view: NotificationView): Notification {
    this.#withdraw(view.id);
    const notification = new Notification({
      title: view.title,
      body: view.body,
      silent: true,
      urgency: view.quiet ? 'low' : 'normal',
      ...(showsButtons && { actions: view.actions.map(({ text }) => ({ type: 'button' as const, text })) }),
    });
    notification.on('click', () => this.#parts.onClick(view));
    // Newer Electrons put the number into the event.
    notification.on('action', ({ actionIndex }: { readonly actionIndex?: number }, index?: number) => {
      const action = view.actions[actionIndex ?? index ?? 0];
      if (action) this.#parts.onAction(view, action.id);
    });
    notification.on('show', () => this.#parts.onRefused(false));
    notification.on('failed', () => this.#parts.onRefused(true));
    notification.on('close', (details?: { readonly reason?: string }) => {
      // On Windows it is out of sight and still in the list of the system: to be clicked, and to be taken back.
      if (details?.reason === 'timedOut') return;
      if (this.#shown.get(view.id)?.notification === notification) this.#shown.delete(view.id);
    });
    this.#shown.set(view.id, { view, notification });
    return notification;
  }

  #withdraw(id: string): void {
    const shown = this.#shown.get(id);
    this.#shown.delete(id);
    shown?.notification.close();
  }
}

/** Elsewhere a click opens the popup at the card, which has them all. Windows ignores them before Electron 40. */
const showsButtons = process.platform === 'darwin' || process.platform === 'win32';
