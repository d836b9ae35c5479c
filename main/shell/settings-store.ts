import Store from 'electron-store';
import { fileSettingsStore, settingsFileName, sparingUnreadable } from '../core/settings/file-store.ts';
import type { Settings } from '../core/settings/schema.ts';
import type { SettingsStore } from '../core/settings/store.ts';

/**
 * The settings file by electron-store. Reading is the plain file's: electron-store fills in and repairs, and a damaged file
 * has to be seen as damaged. It is opened at the first change, when the file is known to be sound or set aside.
 */
export function electronSettingsStore(home: string): SettingsStore {
  const plain = fileSettingsStore(home);
  let store: Store<Settings> | null = null;
  return sparingUnreadable({
    path: plain.path,
    read: () => plain.read(),
    write(settings) {
      store ??= new Store<Settings>({
        cwd: home,
        name: settingsFileName.replace(/\.json$/, ''),
        clearInvalidConfig: false,
        configFileMode: 0o600,
      });
      store.store = settings;
    },
  });
}
