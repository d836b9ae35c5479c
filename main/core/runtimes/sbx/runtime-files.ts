import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { MemoryLimit } from '../../model/sandbox.ts';
import { memoryLimit } from './memory-limit.ts';

const maxBytes = 256 * 1024;

/** Limits are fixed when a sandbox is made, so each file is read once. */
export class RuntimeFiles {
  #socket: string | null = null;
  /** By name, beside that socket. */
  readonly #limits = new Map<string, MemoryLimit | null>();

  /** The limits that `runtimes/<name>.json` beside the daemon's socket tell (reference, section 3.2). Never throws. */
  async limitsOf(socket: string | null, names: readonly string[]): Promise<ReadonlyMap<string, MemoryLimit | null>> {
    if (socket !== this.#socket) this.#limits.clear();
    this.#socket = socket;
    if (socket === null || socket.startsWith('\\\\')) return this.#limits;
    const folder = path.join(path.dirname(socket), 'runtimes');
    const unread = names.filter((name) => !this.#limits.has(name));
    await Promise.all(
      unread.map(async (name) => this.#limits.set(name, isFileName(name) ? await readLimit(folder, name) : null)),
    );
    return this.#limits;
  }
}

function isFileName(name: string): boolean {
  return /^[\w.-]+$/.test(name) && !name.startsWith('.');
}

async function readLimit(folder: string, name: string): Promise<MemoryLimit | null> {
  try {
    const text = await readFile(path.join(folder, `${name}.json`), 'utf8');
    return text.length > maxBytes ? null : memoryLimit(JSON.parse(text), 'runtime-file');
  } catch {
    return null;
  }
}
