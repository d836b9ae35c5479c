import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { MemoryLimit } from '../../model/sandbox.ts';
import { memoryLimit } from './memory-limit.ts';

const maxBytes = 256 * 1024;

/** Limits are fixed when a sandbox is made, so each file is read once. */
export class RuntimeFiles {
  readonly #limits = new Map<string, MemoryLimit | null>();

  /** The limit that `runtimes/<name>.json` beside the daemon's socket tells (reference, section 3.2). Never throws. */
  async limitOf(socket: string | null, name: string): Promise<MemoryLimit | null> {
    if (socket === null || socket.startsWith('\\\\') || !/^[\w.-]+$/.test(name) || name.startsWith('.')) return null;
    const file = path.join(path.dirname(socket), 'runtimes', `${name}.json`);
    const known = this.#limits.get(file);
    if (known !== undefined) return known;
    const limit = await readLimit(file);
    this.#limits.set(file, limit);
    return limit;
  }
}

async function readLimit(file: string): Promise<MemoryLimit | null> {
  try {
    const text = await readFile(file, 'utf8');
    return text.length > maxBytes ? null : memoryLimit(JSON.parse(text), 'runtime-file');
  } catch {
    return null;
  }
}
