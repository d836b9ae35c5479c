import { lstat, mkdir, open, readFile, rename, unlink } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { autostartEntry, execLine, parseAutostartEntry } from './desktop-entry.ts';
import type { LoginItem, LoginItemState } from './login-item.ts';

const fileName = 'sandman.desktop';

export interface XdgAutostartParts {
  readonly env: NodeJS.ProcessEnv;
  readonly homeDir?: string;
  /** What is to be started: the program and its arguments, the program as an absolute path. */
  readonly command: readonly string[];
}

type Found = 'none' | 'foreign' | { readonly text: string };

/** Start at login on Linux: a file in the user's autostart folder. A file that we did not write is left as it is. */
export class XdgAutostart implements LoginItem {
  readonly #command: readonly string[];
  readonly #path: string;

  constructor({ env, homeDir, command }: XdgAutostartParts) {
    const home = homeDir ?? (env['HOME'] || os.homedir());
    const wanted = env['XDG_CONFIG_HOME'] ?? '';
    // The specification has relative paths ignored.
    const config = path.isAbsolute(wanted) ? wanted : path.join(home, '.config');
    this.#command = command;
    this.#path = path.join(config, 'autostart', fileName);
  }

  async read(): Promise<LoginItemState> {
    try {
      return this.#stateOf(await this.#look());
    } catch {
      return { state: 'unavailable', path: this.#path };
    }
  }

  async enforce(wanted: boolean): Promise<LoginItemState> {
    const found = await this.#look();
    if (found === 'foreign') return this.#stateOf(found);
    if (!wanted && found !== 'none') await unlink(this.#path);
    const text = autostartEntry(this.#command);
    if (wanted && (found === 'none' || found.text !== text)) await this.#write(text);
    return this.read();
  }

  #stateOf(found: Found): LoginItemState {
    const at = { path: this.#path };
    if (found === 'none') return { state: 'off', ...at };
    if (found === 'foreign') return { state: 'foreign', ...at };
    const { isEnabled, exec } = parseAutostartEntry(found.text);
    if (!isEnabled) return { state: 'blocked', ...at };
    // One that starts a program that has been moved since would start nothing.
    return { state: exec === execLine(this.#command) ? 'on' : 'off', ...at };
  }

  /** Throws when it is there and cannot be read. */
  async #look(): Promise<Found> {
    try {
      if (!(await lstat(this.#path)).isFile()) return 'foreign';
      const text = await readFile(this.#path, 'utf8');
      return parseAutostartEntry(text).isOurs ? { text } : 'foreign';
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 'none';
      throw error;
    }
  }

  async #write(text: string): Promise<void> {
    await mkdir(path.dirname(this.#path), { recursive: true, mode: 0o700 });
    const temporary = `${this.#path}.${process.pid}.tmp`;
    try {
      const file = await open(temporary, 'w', 0o644);
      try {
        await file.writeFile(text);
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(temporary, this.#path);
    } catch (error) {
      await unlink(temporary).catch(() => {});
      throw error;
    }
  }
}
