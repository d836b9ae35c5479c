import type { Settings } from './schema.ts';

/**
 * Where the settings are kept: a plain file in Node, electron-store in the app, both over the same `settings.json`.
 * Neither validates: `load.ts` does.
 */
export interface SettingsStore {
  readonly path: string;
  /** The parsed content; undefined when there is no file yet. Throws when it cannot be read or is not JSON. */
  read(): unknown;
  /** Replaces the file atomically. Throws when it cannot be written, and when it could not be read before. */
  write(settings: Settings): void;
}

/** True for what the file system says, as opposed to what is wrong with the text of a file. */
export function isFileSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error;
}
