import { stat } from 'node:fs/promises';
import path from 'node:path';
import { readBranch, type Branch } from './git-branch.ts';
import { isLocal } from './local-path.ts';

/** What work in a folder touches sooner or later. A handful of names, because nothing is listed and nothing is walked. */
const telling = ['', '.git', '.git/index', '.git/logs/HEAD', 'src'];
const atATime = 2;
const deadlineMs = 2_000;
/** A disk that hangs holds one of the few threads that do file work: after so many are lost to it, nobody asks again. */
const maxLate = 2;

/** Newest change in milliseconds of the wall clock; null when nothing is there to be seen. */
export type WorkspaceChange = number | null | 'unknown';

export interface WorkspaceReader {
  /** Never throws. At most a few `stat` calls a folder; folders that were looked at less than `maxAgeMs` ago are not asked. */
  read(folders: readonly string[], nowMonotonicMs: number, maxAgeMs: number): Promise<WorkspaceChange>;
  /** The Git branch of the first of these folders that has one, as the last look saw it. Asks nothing. */
  branch?(folders: readonly string[]): string | undefined;
}

interface Remembered {
  readonly atMs: number;
  readonly change: WorkspaceChange;
}

interface KnownBranch extends Branch {
  /** Git makes its file of the branch anew each time, which touches the folder `.git`. */
  readonly gitChangedAtMs: number;
}

/** Reads the times of a few files of a workspace on this machine: sandboxes have it mounted at the same path. */
export class WorkspaceFiles implements WorkspaceReader {
  readonly #changedAtMs: (file: string) => Promise<number | null>;
  readonly #branchOf: (git: string) => Promise<Branch>;
  readonly #remembered = new Map<string, Remembered>();
  readonly #branches = new Map<string, KnownBranch>();
  /** Folders whose answer is overdue. */
  readonly #late = new Set<string>();
  readonly #waiting: (() => void)[] = [];
  #asking = 0;

  /** `changedAtMs` is null for what is not there or may not be seen. */
  constructor(
    changedAtMs: (file: string) => Promise<number | null> = modifiedAtMs,
    branchOf: (git: string) => Promise<Branch> = readBranch,
  ) {
    this.#changedAtMs = changedAtMs;
    this.#branchOf = branchOf;
  }

  async read(folders: readonly string[], nowMonotonicMs: number, maxAgeMs: number): Promise<WorkspaceChange> {
    const local = folders.filter((folder) => isLocal(folder));
    const changes = await Promise.all(local.map((folder) => this.#folder(folder, nowMonotonicMs, maxAgeMs)));
    if (changes.includes('unknown')) return 'unknown';
    return changes.reduce<number | null>(
      (newest, one) => (typeof one === 'number' && (newest === null || one > newest) ? one : newest),
      null,
    );
  }

  branch(folders: readonly string[]): string | undefined {
    for (const folder of folders) {
      const name = this.#branches.get(folder)?.name;
      if (typeof name === 'string') return name;
    }
    return undefined;
  }

  async #folder(folder: string, nowMs: number, maxAgeMs: number): Promise<WorkspaceChange> {
    const before = this.#remembered.get(folder);
    if (before && nowMs - before.atMs < maxAgeMs) return before.change;
    const change = await this.#ask(folder);
    this.#remembered.set(folder, { atMs: nowMs, change });
    return change;
  }

  async #ask(folder: string): Promise<WorkspaceChange> {
    if (this.#asking >= atATime) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    if (this.#late.size >= maxLate || this.#late.has(folder)) {
      this.#waiting.shift()?.();
      return 'unknown';
    }
    this.#asking += 1;
    const answer = this.#newest(folder).finally(() => this.#late.delete(folder));
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<'unknown'>((resolve) => {
      timer = setTimeout(() => {
        this.#late.add(folder);
        resolve('unknown');
      }, deadlineMs);
    });
    return Promise.race([answer, late]).finally(() => {
      clearTimeout(timer);
      this.#asking -= 1;
      this.#waiting.shift()?.();
    });
  }

  async #newest(folder: string): Promise<number | null> {
    let newest: number | null = null;
    for (const name of telling) {
      const atMs = await this.#changedAtMs(path.join(folder, name));
      // Without the folder there is nothing in it either: a sandbox that has a copy of its own.
      if (name === '' && atMs === null) return null;
      if (name === '.git') await this.#readBranch(folder, atMs);
      if (atMs !== null && (newest === null || atMs > newest)) newest = atMs;
    }
    return newest;
  }

  async #readBranch(folder: string, gitChangedAtMs: number | null): Promise<void> {
    if (gitChangedAtMs === null) {
      this.#branches.delete(folder);
      return;
    }
    const known = this.#branches.get(folder);
    if (known && !known.isWorktree && known.gitChangedAtMs === gitChangedAtMs) return;
    this.#branches.set(folder, { gitChangedAtMs, ...(await this.#branchOf(path.join(folder, '.git'))) });
  }
}

async function modifiedAtMs(file: string): Promise<number | null> {
  try {
    return (await stat(file)).mtimeMs;
  } catch {
    return null;
  }
}
