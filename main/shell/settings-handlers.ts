import type { SettingsSection } from '../../preload/contract.ts';
import type { FoundPrograms } from '../core/model/desktop.ts';
import type { LoginItem } from '../core/login/login-item.ts';
import { message } from '../core/i18n/message.ts';
import type { FootprintReader } from './footprint.ts';
import type { CallHandlers } from './ipc.ts';
import type { SettingsFiles } from './settings-files.ts';
import type { SettingsWindow } from './settings-window.ts';

type SettingsCall =
  | 'installation'
  | 'footprint'
  | 'setLaunchAtLogin'
  | 'openSettings'
  | 'closeSettings'
  | 'exportSettings'
  | 'chooseImport'
  | 'agreeToImport'
  | 'dropImport'
  | 'showFile';

export interface SettingsHandlerParts {
  readonly window: SettingsWindow;
  /** Opens it, at a section if one is asked for. */
  readonly open: (section?: SettingsSection) => void;
  readonly files: SettingsFiles;
  readonly loginItem: LoginItem;
  readonly footprint: FootprintReader;
  readonly findPrograms: () => Promise<FoundPrograms>;
}

/** Answers what only the settings window asks. */
export function settingsHandlers(parts: SettingsHandlerParts): Pick<CallHandlers, SettingsCall> {
  const { window, files, loginItem } = parts;
  const done = { ok: true } as const;
  return {
    installation: async () => ({
      loginItem: await loginItem.read(),
      updates: 'none',
      programs: await parts.findPrograms(),
      licence: 'MIT',
    }),
    footprint: () => parts.footprint.read(),
    setLaunchAtLogin: async ({ on }) => {
      const { state } = await loginItem.enforce(on);
      // What it then is, the page asks for itself; here it is only said that it is not what was wished.
      return (state === 'on') === on ? done : { ok: false, message: message('failure.loginItem') };
    },
    openSettings: ({ section }) => {
      parts.open(section);
      return done;
    },
    closeSettings: () => {
      window.close();
      return done;
    },
    exportSettings: () => files.exportTo(),
    chooseImport: () => files.chooseImport(),
    agreeToImport: ({ id }) => files.agreeToImport(id),
    dropImport: () => files.dropImport(),
    showFile: ({ file }) => files.show(file),
  };
}
