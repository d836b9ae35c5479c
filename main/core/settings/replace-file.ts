import fs from 'node:fs';
import path from 'node:path';

/** As much of the file system as replacing needs. */
export type ReplacingFiles = Pick<
  typeof fs,
  'openSync' | 'writeFileSync' | 'fsyncSync' | 'closeSync' | 'renameSync' | 'rmSync'
>;

/**
 * Replaces a file by a new one for its owner alone, or leaves the old one: its text is on the disk before it gets the name,
 * so that after a loss of power there is one of the two and never half a file. Throws when it cannot be written.
 */
export function replaceFile(file: string, text: string, files: ReplacingFiles = fs): void {
  const temporary = `${file}.${process.pid}.tmp`;
  try {
    const handle = files.openSync(temporary, 'w', 0o600);
    try {
      files.writeFileSync(handle, text);
      files.fsyncSync(handle);
    } finally {
      files.closeSync(handle);
    }
    files.renameSync(temporary, file);
  } catch (error) {
    files.rmSync(temporary, { force: true });
    throw error;
  }
  syncFolder(path.dirname(file), files);
}

/** The new name, too. Windows and some file systems cannot, and nothing is lost then but the change itself. */
function syncFolder(folder: string, files: ReplacingFiles): void {
  try {
    const handle = files.openSync(folder, 'r');
    try {
      files.fsyncSync(handle);
    } finally {
      files.closeSync(handle);
    }
  } catch {
    // As said above.
  }
}
