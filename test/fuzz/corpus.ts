import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

export interface Capture {
  /** Its path below `test/captures`. */
  readonly file: string;
  readonly text: string;
}

const root = path.join(import.meta.dirname, '..', 'captures');

/** Every capture. The notes about them are none. */
export function loadCaptures(): readonly Capture[] {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== 'README.md')
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort()
    .map((file) => ({ file: path.relative(root, file), text: readFileSync(file, 'utf8') }));
}
