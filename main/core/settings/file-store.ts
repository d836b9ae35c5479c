import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { replaceFile } from './replace-file.ts';
import type { Settings } from './schema.ts';
import { isFileSystemError, type SettingsStore } from './store.ts';

export const settingsFileName = 'settings.json';

/** The settings file in plain Node: the same file that electron-store keeps in the app. */
export function fileSettingsStore(home: string): SettingsStore {
  const file = path.join(home, settingsFileName);
  return sparingUnreadable({
    path: file,
    read() {
      let text: string;
      try {
        text = readFileSync(file, 'utf8');
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
        throw error;
      }
      return JSON.parse(text) as unknown;
    },
    write(settings: Settings) {
      mkdirSync(home, { recursive: true, mode: 0o700 });
      replaceFile(file, `${JSON.stringify(settings, null, 2)}\n`);
    },
  });
}

/**
 * The same store, which writes nothing over a file that it could not read: what is in there is the user's, and nobody has
 * seen it. Throws then what reading threw.
 */
export function sparingUnreadable(store: SettingsStore): SettingsStore {
  let unreadable: Error | null = null;
  return {
    path: store.path,
    read() {
      unreadable = null;
      try {
        return store.read();
      } catch (error) {
        if (isFileSystemError(error)) unreadable = error;
        throw error;
      }
    },
    write(settings) {
      if (unreadable !== null) throw unreadable;
      store.write(settings);
    },
  };
}

/** Settings that live only as long as the program: the demo's. */
export function memorySettingsStore(initial: Settings): SettingsStore {
  let current = initial;
  return {
    path: '',
    read: () => current,
    write: (settings) => {
      current = settings;
    },
  };
}
