import type { Message } from '../core/i18n/message.ts';
import type { SandmanService } from '../core/model/service.ts';
import type { MenuAction } from './tray-view.ts';

/** What the menu needs from the app beside the service. */
export interface MenuParts {
  readonly service: () => SandmanService;
  readonly openPopup: () => Promise<void>;
  readonly openSettings: () => void;
  readonly openFolder: () => Promise<void>;
  readonly startDemo: () => Promise<void>;
  /** Says what came of "stop all idle": a menu is gone by then. */
  readonly tellStopIdle: (said: Message) => void;
  readonly quit: () => void;
}

/** Does what was chosen in the menu of the icon. Rejects when something on the desktop did not work. */
export async function carryOut(action: MenuAction, parts: MenuParts): Promise<void> {
  const service = parts.service();
  switch (action.do) {
    case 'open':
      return parts.openPopup();
    case 'look':
      return service.lookNow();
    case 'settings':
      return parts.openSettings();
    case 'files':
      return parts.openFolder();
    case 'demo':
      return parts.startDemo();
    case 'quit':
      return parts.quit();
    case 'watch-only':
      await service.changeSettings({ watchOnly: action.on });
      return;
    case 'stop':
      await service.stopSandbox(action.key);
      return;
    case 'stop-idle': {
      const result = await service.stopIdle();
      if (result.ok && result.said) parts.tellStopIdle(result.said);
      return;
    }
    case 'protect':
      await service.protect(action.key, action.on);
      return;
    case 'keep':
      await service.keepAwake(action.key, action.forMs);
      return;
  }
}
