import os from 'node:os';
import { app, clipboard, shell } from 'electron';
import type { SettingsSection } from '../../preload/contract.ts';
import type { KeyService } from '../core/apikey/key-service.ts';
import type { ServiceWithPast } from '../core/history/past.ts';
import { message } from '../core/i18n/message.ts';
import type { AppState } from '../core/model/app-state.ts';
import type { FoundPrograms } from '../core/model/desktop.ts';
import { cardHandlers, type CardParts } from './card-handlers.ts';
import { loginItemOf } from './electron-login-item.ts';
import { FootprintReader } from './footprint.ts';
import type { CallHandlers } from './ipc.ts';
import { keyHandlers } from './key-handlers.ts';
import type { ShownOrNot } from './notifications.ts';
import type { Popup } from './popup.ts';
import { serviceHandlers } from './service-handlers.ts';
import { SettingsFiles } from './settings-files.ts';
import { settingsHandlers } from './settings-handlers.ts';
import type { SettingsWindow } from './settings-window.ts';

export interface AppHandlerParts {
  readonly home: string;
  readonly env: NodeJS.ProcessEnv;
  /** The one that is in use when it is asked. */
  readonly service: () => ServiceWithPast;
  readonly shownState: () => AppState;
  readonly keys: KeyService;
  readonly popup: Pick<Popup, 'show' | 'push' | 'hide'>;
  readonly settings: SettingsWindow;
  readonly openSettings: (section?: SettingsSection) => void;
  readonly findPrograms: () => Promise<FoundPrograms>;
  readonly openTerminal: CardParts['openTerminal'];
  readonly testNotification: () => Promise<ShownOrNot>;
  readonly startDemo: () => Promise<void>;
}

/** What answers the pages: every call of the contract, put together from its parts. */
export function appHandlers(parts: AppHandlerParts): CallHandlers {
  const { service, popup } = parts;
  const done = { ok: true } as const;
  return {
    ...serviceHandlers(service),
    getState: () => parts.shownState(),
    ...keyHandlers(parts.keys),
    ...cardHandlers({
      getState: () => service().getState(),
      platform: process.platform,
      openFolder: (folder) => shell.openPath(folder),
      openAddress: (url) => shell.openExternal(url),
      // Electron gave nothing before it gave a promise.
      copyText: async (text) => await clipboard.writeText(text),
      openTerminal: parts.openTerminal,
    }),
    ...settingsHandlers({
      window: parts.settings,
      open: parts.openSettings,
      files: new SettingsFiles(parts.home, service),
      loginItem: loginItemOf(app, parts.env),
      footprint: new FootprintReader(app, os.availableParallelism()),
      findPrograms: parts.findPrograms,
    }),
    openKeyPanel: async () => {
      await popup.show();
      popup.push('showKeyPanel', null);
      return done;
    },
    testNotification: async () => {
      const found = await parts.testNotification();
      return found === 'shown' ? done : { ok: false, message: message(`notify.test.${found}`) };
    },
    startDemo: () => parts.startDemo().then(() => done),
    hideWindow: () => {
      popup.hide();
      return done;
    },
    quit: () => {
      app.quit();
      return done;
    },
  };
}
