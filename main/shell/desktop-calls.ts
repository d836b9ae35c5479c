import os from 'node:os';
import { app, clipboard, shell } from 'electron';
import type { SettingsSection } from '../../preload/contract.ts';
import type { KeyService } from '../core/apikey/key-service.ts';
import type { ServiceWithPast } from '../core/history/past.ts';
import { message } from '../core/i18n/message.ts';
import type { Words } from '../core/i18n/words.ts';
import type { AppState } from '../core/model/app-state.ts';
import type { FoundPrograms } from '../core/model/desktop.ts';
import { cardHandlers, type CardParts } from './card-handlers.ts';
import { loginItemOf } from './electron-login-item.ts';
import { FootprintReader } from './footprint.ts';
import type { CallHandlers } from './ipc.ts';
import { keyHandlers } from './key-handlers.ts';
import { testNotification } from './notification-view.ts';
import type { Notifications } from './notifications.ts';
import type { Popup } from './popup.ts';
import { serviceHandlers } from './service-handlers.ts';
import { showFolder } from './show-folder.ts';
import { SettingsFiles } from './settings-files.ts';
import { settingsHandlers } from './settings-handlers.ts';
import type { SettingsWindow } from './settings-window.ts';

export interface DesktopCallsParts {
  readonly home: string;
  readonly env: NodeJS.ProcessEnv;
  readonly findPrograms: () => Promise<FoundPrograms>;
  readonly openTerminal: CardParts['openTerminal'];
  readonly service: () => ServiceWithPast;
  readonly keys: KeyService;
  readonly popup: Popup;
  readonly settings: SettingsWindow;
  readonly notifications: Notifications;
  readonly words: () => Words;
  /** The state as the windows get it. */
  readonly shownState: () => AppState;
  readonly showSettings: (section?: SettingsSection) => void;
  readonly startDemo: () => Promise<void>;
}

/** Answers all that the pages ask. */
export function desktopCalls(parts: DesktopCallsParts): CallHandlers {
  const { service, popup, notifications } = parts;
  const done = { ok: true } as const;
  return {
    ...serviceHandlers(service),
    getState: () => parts.shownState(),
    ...keyHandlers(parts.keys),
    ...cardHandlers({
      getState: () => service().getState(),
      openFolder: showFolder,
      openAddress: (url) => shell.openExternal(url),
      // Electron gave nothing before it gave a promise.
      copyText: async (text) => await clipboard.writeText(text),
      openTerminal: parts.openTerminal,
    }),
    ...settingsHandlers({
      window: parts.settings,
      open: (section) => parts.showSettings(section),
      files: new SettingsFiles(parts.home, service, parts.settings),
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
      const found = await notifications.tryOut(testNotification(parts.words()));
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
