import type { Settings } from './schema.ts';

/**
 * Where the settings are kept: a plain file in Node, electron-store in the app, both over the same `settings.json`.
 * Neither validates: `load.ts` does.
 */
export interface SettingsStore {
  readonly path: string;
  /** The parsed content; undefined when there is no file yet. Throws when it cannot be read or is not JSON. */
  read(): unknown;
  /** Replaces the file atomically. Throws when it cannot be written. */
  write(settings: Settings): void;
}
