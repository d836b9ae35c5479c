import { expect, it, vi } from 'vitest';
import { Notifications } from '../../../main/shell/notifications.ts';
import type { NotificationView } from '../../../main/shell/notification-view.ts';

const { made } = vi.hoisted(() => ({ made: [] as { readonly heard: Map<string, (details?: unknown) => void> }[] }));

vi.mock('electron', () => ({
  Notification: class {
    static isSupported = () => true;
    readonly heard = new Map<string, (details?: unknown) => void>();
    constructor() {
      made.push(this);
    }
    on(name: string, listener: () => void) {
      this.heard.set(name, listener);
    }
    show() {}
    close() {
      this.heard.get('close')?.();
    }
  },
}));

const view = (id: string, body = ''): NotificationView => ({ id, title: '', body, actions: [] });

it('knows what is on screen: the newest of each id, until it is taken back or closed', () => {
  const notifications = new Notifications({ onClick: () => {}, onAction: () => {}, onRefused: () => {} });
  notifications.apply([
    { kind: 'show', view: view('a', 'old') },
    { kind: 'show', view: view('a', 'new') },
    { kind: 'show', view: view('b') },
    { kind: 'show', view: view('c') },
  ]);
  expect(notifications.shown()).toEqual([view('a', 'new'), view('b'), view('c')]);
  notifications.apply([{ kind: 'withdraw', id: 'b' }]);
  made.at(-1)?.heard.get('close')?.({ reason: 'timedOut' });
  expect(notifications.shown()).toEqual([view('a', 'new'), view('c')]);
  made.at(-1)?.heard.get('close')?.({ reason: 'userCanceled' });
  expect(notifications.shown()).toEqual([view('a', 'new')]);
});
