import { beforeEach, expect, it, vi } from 'vitest';
import { Notifications } from '../../../main/shell/notifications.ts';
import type { NotificationView } from '../../../main/shell/notification-view.ts';

const { made, system } = vi.hoisted(() => ({
  made: [] as { readonly heard: Map<string, (details?: unknown) => void> }[],
  system: { isSupported: true },
}));

vi.mock('electron', () => ({
  Notification: class {
    static isSupported = () => system.isSupported;
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

beforeEach(() => {
  made.length = 0;
  system.isSupported = true;
});

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

it('tells of a system that has nowhere to show them, as of one that refuses', async () => {
  const onRefused = vi.fn();
  const notifications = new Notifications({ onClick: () => {}, onAction: () => {}, onRefused });
  system.isSupported = false;
  notifications.apply([{ kind: 'withdraw', id: 'a' }]);
  expect(onRefused.mock.calls).toEqual([]);
  notifications.apply([{ kind: 'show', view: view('a') }]);
  expect(onRefused.mock.calls).toEqual([[true]]);
  expect(await notifications.tryOut(view('b'))).toBe('refused');
  expect(onRefused.mock.calls).toEqual([[true], [true]]);
  expect(made).toEqual([]);

  system.isSupported = true;
  notifications.apply([{ kind: 'show', view: view('a') }]);
  made[0]?.heard.get('failed')?.();
  made[0]?.heard.get('show')?.();
  expect(onRefused.mock.calls.slice(2)).toEqual([[true], [false]]);
});
