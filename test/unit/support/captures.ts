import { readFileSync } from 'node:fs';
import path from 'node:path';

/** The text of a capture, by its path below `test/captures`. */
export function capture(file: string): string {
  return readFileSync(path.join(import.meta.dirname, '..', '..', 'captures', file), 'utf8');
}
