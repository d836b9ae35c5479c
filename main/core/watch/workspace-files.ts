import { lstat, stat } from 'node:fs/promises';
import path from 'node:path';
import { readBranch, type Branch } from './git-branch.ts';
import { isLocal } from './local-path.ts';

/** A folder that is not there is that of a sandbox with a copy of its own: it hardly ever comes. */
const absentMaxAgeMs = 5 * 60_000;
const atATime = 2;
const deadlineMs = 2_000;
/**
 * A disk that hangs holds one of the four threads that do file work. While one is late, folders are asked one by one; from
 * `manyLate` on, folders beside a late one are not asked; after `maxLate` nobody is asked any more.
 */
const manyLate = 2;
const maxLate = 3;

/** One name in a workspace: its last change in milliseconds of the wall clock, and what it is. */
export interface Entry {
  readonly atMs: number;
  readonly kind: 'folder' | 'link' | 'other';
}

/** Null for what is not there or may not be seen. A link tells of itself, and is followed only where it is the workspace. */
export type LookAt = (file: string, isWorkspace: boolean) => Promise<Entry | null>;

/** Newest change in milliseconds of the wall clock; null when nothing is there to be seen. */
export type WorkspaceChange = number | null | 'unknown';

export interface WorkspaceReader {
  /** Never throws. At most a few `stat` calls a folder; folders that were looked at less than `maxAgeMs` ago are not asked. */
  read(folders: readonly string[], nowMonotonicMs: number, maxAgeMs: number): Promise<WorkspaceChange>;
  /** The Git branch of the first of these folders that has one, as the last look saw it. Asks nothing. */
  branch?(folders: readonly string[]): string | undefined;
  /** Forgets what is known of all other folders. */
  keepOnly?(folders: ReadonlySet<string>): void;
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
  readonly #lookAt: LookAt;
  readonly #branchOf: (git: string) => Promise<Branch>;
  readonly #remembered = new Map<string, Remembered>();
  readonly #branches = new Map<string, KnownBranch>();
  /** Folders whose answer is overdue. */
  readonly #late = new Set<string>();
  readonly #onLate: (folders: readonly string[]) => void;
  readonly #waiting: (() => void)[] = [];
  #asking = 0;

  /**
   * `onLate` hears which folders do not answer, each time that these are others: their sandboxes are never known to be idle,
   * and somebody has to be told.
   */
  constructor(
    lookAt: LookAt = entryAt,
    branchOf: (git: string) => Promise<Branch> = readBranch,
    onLate: (folders: readonly string[]) => void = () => {},
  ) {
    this.#onLate = onLate;
    this.#lookAt = lookAt;
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

  keepOnly(folders: ReadonlySet<string>): void {
    for (const known of [this.#remembered, this.#branches]) {
      for (const folder of known.keys()) if (!folders.has(folder)) known.delete(folder);
    }
  }

  async #folder(folder: string, nowMs: number, maxAgeMs: number): Promise<WorkspaceChange> {
    const before = this.#remembered.get(folder);
    const keptForMs = before?.change === null && maxAgeMs > 0 ? Math.max(maxAgeMs, absentMaxAgeMs) : maxAgeMs;
    if (before && nowMs - before.atMs < keptForMs) return before.change;
    const change = await this.#ask(folder);
    this.#remembered.set(folder, { atMs: nowMs, change });
    return change;
  }

  async #ask(folder: string): Promise<WorkspaceChange> {
    while (this.#asking >= (this.#late.size > 0 ? 1 : atATime)) {
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
    if (!this.#mayAsk(folder)) {
      this.#waiting.shift()?.();
      return 'unknown';
    }
    this.#asking += 1;
    const answer = this.#newest(folder).finally(() => {
      if (this.#late.delete(folder)) this.#onLate([...this.#late]);
    });
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<'unknown'>((resolve) => {
      timer = setTimeout(() => {
        this.#late.add(folder);
        this.#onLate([...this.#late]);
        resolve('unknown');
      }, deadlineMs);
    });
    return Promise.race([answer, late]).finally(() => {
      clearTimeout(timer);
      this.#asking -= 1;
      this.#waiting.shift()?.();
    });
  }

  #mayAsk(folder: string): boolean {
    if (this.#late.has(folder) || this.#late.size >= maxLate) return false;
    const isBeside = (one: string) => path.dirname(one) === path.dirname(folder);
    return this.#late.size < manyLate || ![...this.#late].some(isBeside);
  }

  /**
   * What work touches sooner or later: a handful of names, because nothing is listed and nothing is walked. What lies behind a
   * link is not looked at: the sandbox may have it lead anywhere, to what hangs or to what is no business of its.
   */
  async #newest(folder: string): Promise<number | null> {
    const inside = (name: string) => this.#lookAt(path.join(folder, name), false);
    const top = await this.#lookAt(folder, true);
    // Without the folder there is nothing in it either: a sandbox that has a copy of its own.
    if (top === null) return null;
    const git = await inside('.git');
    await this.#readBranch(folder, git);
    const seen = [top, git];
    if (git?.kind === 'folder') {
      seen.push(await inside('.git/index'));
      if ((await inside('.git/logs'))?.kind === 'folder') seen.push(await inside('.git/logs/HEAD'));
    }
    seen.push(await inside('src'));
    return Math.max(...seen.flatMap((one) => (one === null ? [] : [one.atMs])));
  }

  async #readBranch(folder: string, git: Entry | null): Promise<void> {
    if (git === null || git.kind === 'link') {
      this.#branches.delete(folder);
      return;
    }
    const known = this.#branches.get(folder);
    if (known && !known.isWorktree && known.gitChangedAtMs === git.atMs) return;
    this.#branches.set(folder, { gitChangedAtMs: git.atMs, ...(await this.#branchOf(path.join(folder, '.git'))) });
  }
}

async function entryAt(file: string, isWorkspace: boolean): Promise<Entry | null> {
  try {
    const found = await (isWorkspace ? stat(file) : lstat(file));
    const kind = found.isDirectory() ? 'folder' : found.isSymbolicLink() ? 'link' : 'other';
    return { atMs: found.mtimeMs, kind };
  } catch {
    return null;
  }
}
