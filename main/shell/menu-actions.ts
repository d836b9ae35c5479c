import type { Message } from '../core/i18n/message.ts';
import { saidBy } from '../core/i18n/said-error.ts';
import type { Logger } from '../core/model/logger.ts';
import type { IntentResult, SandmanService } from '../core/model/service.ts';
import { isToldAnyway } from './told-anyway.ts';
import type { MenuAction } from './tray-view.ts';

/** What the menu needs from the app beside the service. */
export interface MenuParts {
  readonly service: () => SandmanService;
  readonly openPopup: () => Promise<void>;
  readonly openSettings: () => void;
  readonly openFolder: () => Promise<void>;
  readonly startDemo: () => Promise<void>;
  /** Says what came of it: a menu is gone by then. */
  readonly tell: (said: Message) => void;
  readonly quit: () => void;
  readonly logger: Pick<Logger, 'error'>;
}

/** Does what was chosen in the menu of the icon, and says what did not work. Never rejects. */
export async function carryOut(action: MenuAction, parts: MenuParts): Promise<void> {
  try {
    await doAction(action, parts);
  } catch (error) {
    parts.logger.error(`menu ${action.do}: ${error instanceof Error ? error.message : 'failed'}`);
    parts.tell(saidBy(error));
  }
}

async function doAction(action: MenuAction, parts: MenuParts): Promise<void> {
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
    default: {
      const before = service.getState();
      const result = await wish(action, service);
      const said = result.ok ? result.said : result.message;
      if (said && !isToldAnyway(action, result, before, service.getState())) parts.tell(said);
    }
  }
}

type Wish = Extract<MenuAction, { readonly do: 'watch-only' | 'stop' | 'stop-idle' | 'protect' | 'keep' }>;

function wish(action: Wish, service: SandmanService): Promise<IntentResult> {
  switch (action.do) {
    case 'watch-only':
      return service.changeSettings({ watchOnly: action.on });
    case 'stop':
      return service.stopSandbox(action.key);
    case 'stop-idle':
      return service.stopIdle();
    case 'protect':
      return service.protect(action.key, action.on);
    case 'keep':
      return service.keepAwake(action.key, action.forMs);
  }
}
