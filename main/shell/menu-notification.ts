import { say, type Message } from '../core/i18n/message.ts';
import type { Words } from '../core/i18n/words.ts';
import { nameOf, type SandboxKey } from '../core/model/sandbox.ts';
import type { NotificationView } from './notification-view.ts';
import type { MenuAction } from './tray-view.ts';

const titles = {
  open: 'tray.open',
  look: 'tray.look',
  files: 'tray.files',
  settings: 'tray.settings',
  quit: 'tray.quit',
  demo: 'tray.demo',
  'stop-idle': 'tray.stopIdle',
  'watch-only': 'tray.watchOnly',
} as const;

/** The answer to what was chosen in the icon's menu. It was asked for, so it is shown whatever notifications are wanted. */
export function menuNotification(action: MenuAction, said: Message, words: Words): NotificationView {
  const answer = { id: 'menu', body: say(said, words), actions: [] };
  if (!('key' in action)) return { ...answer, title: words.t(titles[action.do]) };
  return { ...answer, title: nameOf(action.key as SandboxKey), sandboxKey: action.key };
}
