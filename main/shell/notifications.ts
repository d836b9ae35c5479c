import { Notification } from 'electron';
import type { NotificationChange, NotificationView } from './notification-view.ts';

export interface NotificationParts {
  /** On the button, in the language of the moment. */
  readonly keepAwakeText: () => string;
  readonly onClick: (view: NotificationView) => void;
  readonly onKeepAwake: (view: NotificationView) => void;
}

/** The notifications on screen, by id. They are held here: one that is collected as garbage loses its click. */
export class Notifications {
  readonly #parts: NotificationParts;
  readonly #shown = new Map<string, Notification>();

  constructor(parts: NotificationParts) {
    this.#parts = parts;
  }

  apply(changes: readonly NotificationChange[]): void {
    for (const change of changes) {
      if (change.kind === 'withdraw') this.#withdraw(change.id);
      else this.#show(change.view);
    }
  }

  closeAll(): void {
    for (const id of [...this.#shown.keys()]) this.#withdraw(id);
  }

  #show(view: NotificationView): void {
    if (!Notification.isSupported()) return;
    this.#withdraw(view.id);
    const withButtons = process.platform === 'darwin' && view.offersKeepAwake;
    const notification = new Notification({
      title: view.title,
      body: view.body,
      silent: true,
      ...(withButtons && { actions: [{ type: 'button', text: this.#parts.keepAwakeText() }] }),
    });
    notification.on('click', () => this.#parts.onClick(view));
    notification.on('action', () => this.#parts.onKeepAwake(view));
    notification.on('close', () => {
      if (this.#shown.get(view.id) === notification) this.#shown.delete(view.id);
    });
    this.#shown.set(view.id, notification);
    notification.show();
  }

  #withdraw(id: string): void {
    const notification = this.#shown.get(id);
    this.#shown.delete(id);
    notification?.close();
  }
}
