import path from 'node:path';
import { shell } from 'electron';

/**
 * Shows a folder in the file manager; an empty text, or what went wrong. On macOS a folder with an extension may be a
 * program, which opening would start: it is shown in its own folder instead.
 */
export async function showFolder(folder: string): Promise<string> {
  if (process.platform !== 'darwin' || path.extname(folder) === '') return shell.openPath(folder);
  shell.showItemInFolder(folder);
  return '';
}
