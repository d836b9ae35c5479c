import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Settings } from './schema.ts';
import type { SettingsStore } from './store.ts';

export const settingsFileName = 'settings.json';

/** The settings file in plain Node: the same file that electron-store keeps in the app. */
export function fileSettingsStore(home: string): SettingsStore {
  const file = path.join(home, settingsFileName);
  return {
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
      const temporary = `${file}.${process.pid}.tmp`;
      try {
        writeFileSync(temporary, `${JSON.stringify(settings, null, 2)}\n`, { mode: 0o600 });
        renameSync(temporary, file);
      } catch (error) {
        rmSync(temporary, { force: true });
        throw error;
      }
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
