import { lutimes, mkdir, mkdtemp, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WorkspaceFiles, type Entry } from '../../../main/core/watch/workspace-files.ts';

let folder: string;

/** What a faked disk says of every file. */
const changedAt = (atMs: number): Entry => ({ atMs, kind: 'folder' });

beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'workspace-'));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

/** A folder whose files were all last touched at this second. */
async function touched(second: number, ...names: readonly string[]): Promise<void> {
  for (const name of names) {
    const file = path.join(folder, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, '');
    await utimes(file, second, second);
  }
  for (const name of ['.git/logs', '.git', '']) await utimes(path.join(folder, name), second, second).catch(() => {});
}

describe('the files of a workspace', () => {
  it('tell when work was done last: by Git, or at its top', async () => {
    await touched(1_000, '.git/index', '.git/HEAD', 'notes.txt');
    const files = new WorkspaceFiles();
    expect(await files.read([folder], 0, 0)).toBe(1_000_000);
    await utimes(path.join(folder, '.git', 'index'), 2_000, 2_000);
    expect(await files.read([folder], 0, 0)).toBe(2_000_000);
    await utimes(folder, 3_000, 3_000);
    expect(await files.read([folder], 0, 0)).toBe(3_000_000);
  });

  it('are those of all its folders', async () => {
    await touched(1_000, 'a');
    const other = path.join(folder, 'other');
    await mkdir(other);
    await utimes(other, 5_000, 5_000);
    await utimes(folder, 1_000, 1_000);
    expect(await new WorkspaceFiles().read([folder, other], 0, 0)).toBe(5_000_000);
  });

  it('are looked at no more often than asked for', async () => {
    await touched(1_000, 'a');
    const files = new WorkspaceFiles();
    await files.read([folder], 0, 30_000);
    await utimes(folder, 2_000, 2_000);
    expect(await files.read([folder], 29_000, 30_000)).toBe(1_000_000);
    expect(await files.read([folder], 30_000, 30_000)).toBe(2_000_000);
  });

  it('are looked for seldom where there is no such folder, and at once when somebody asks', async () => {
    await touched(1_000, 'a');
    const files = new WorkspaceFiles();
    const gone = path.join(folder, 'gone');
    expect(await files.read([gone], 0, 30_000)).toBeNull();
    await mkdir(gone);
    await utimes(gone, 4_000, 4_000);
    expect(await files.read([gone], 60_000, 30_000)).toBeNull();
    expect(await files.read([gone], 60_000, 0)).toBe(4_000_000);
    const others = new WorkspaceFiles();
    await rm(gone, { recursive: true });
    expect(await others.read([gone], 0, 30_000)).toBeNull();
    await mkdir(gone);
    await utimes(gone, 4_000, 4_000);
    expect(await others.read([gone], 5 * 60_000, 30_000)).toBe(4_000_000);
  });

  it('are nothing to see where there is no such folder, and where it lies on another machine', async () => {
    const asked: string[] = [];
    const files = new WorkspaceFiles((file) => {
      asked.push(file);
      return Promise.resolve(null);
    });
    expect(await files.read(['/gone', 'relative', '//server/share', '\\\\server\\share'], 0, 0)).toBeNull();
    expect(asked).toEqual(['/gone']);
  });
});

describe('links in a workspace', () => {
  let elsewhere: string;

  /** A folder outside of the workspace in which everything is newer. */
  beforeEach(async () => {
    elsewhere = await mkdtemp(path.join(os.tmpdir(), 'elsewhere-'));
    for (const name of ['index', 'HEAD', 'logs/HEAD']) {
      await mkdir(path.dirname(path.join(elsewhere, name)), { recursive: true });
      await writeFile(path.join(elsewhere, name), 'ref: refs/heads/secret\n');
      await utimes(path.join(elsewhere, name), 9_000, 9_000);
    }
    for (const name of ['logs', '']) await utimes(path.join(elsewhere, name), 9_000, 9_000);
  });

  afterEach(() => rm(elsewhere, { recursive: true, force: true }));

  /** The workspace with this link in it; both were made at second 1,000. */
  async function linked(name: string, target: string): Promise<void> {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
    await symlink(target, path.join(folder, name));
    await lutimes(path.join(folder, name), 1_000, 1_000);
    for (const one of ['.git/logs', '.git', '']) {
      const file = path.join(folder, one);
      await (one === name ? lutimes : utimes)(file, 1_000, 1_000).catch(() => {});
    }
  }

  it.each([
    ['src', ''],
    ['.git', ''],
    ['.git/index', 'index'],
    ['.git/logs', 'logs'],
    ['.git/logs/HEAD', 'logs/HEAD'],
  ])('are not followed, they tell only when they were made: %s', async (name, target) => {
    await linked(name, path.join(elsewhere, target));
    const files = new WorkspaceFiles();
    expect(await files.read([folder], 0, 0)).toBe(1_000_000);
    expect(files.branch([folder])).toBeUndefined();
    await lutimes(path.join(folder, name), 2_000, 2_000);
    const tells = name === '.git/logs' ? 1_000_000 : 2_000_000;
    expect(await files.read([folder], 1, 0)).toBe(tells);
  });

  it('are followed where the workspace itself is one: that is what its user calls it', async () => {
    const link = path.join(folder, 'link');
    await symlink(elsewhere, link);
    await lutimes(link, 1_000, 1_000);
    expect(await new WorkspaceFiles().read([link], 0, 0)).toBe(9_000_000);
  });

  it('leave the branch unknown when they come in the place of what told it', async () => {
    await touched(1_000, '.git/index');
    await writeFile(path.join(folder, '.git', 'HEAD'), 'ref: refs/heads/main\n');
    const files = new WorkspaceFiles();
    await files.read([folder], 0, 0);
    expect(files.branch([folder])).toBe('main');
    await rm(path.join(folder, '.git'), { recursive: true });
    await linked('.git', elsewhere);
    await files.read([folder], 1, 0);
    expect(files.branch([folder])).toBeUndefined();
  });
});

const noBranch = () => Promise.resolve({ name: null, isWorktree: false });

describe('a disk that does not answer', () => {
  it('makes its workspace unknown, keeps the others, and is not asked again before it does', async () => {
    let asked = 0;
    let wake: (entry: Entry) => void = () => {};
    const files = new WorkspaceFiles((file) => {
      if (!file.startsWith('/hung')) return Promise.resolve(changedAt(7));
      asked += 1;
      return new Promise((resolve) => (wake = resolve));
    }, noBranch);
    const both = await Promise.all([files.read(['/hung'], 0, 0), files.read(['/fine'], 0, 0)]);
    expect(both).toEqual(['unknown', 7]);
    expect(await files.read(['/hung'], 1, 0)).toBe('unknown');
    expect(asked).toBe(1);
    for (let step = 0; step < 6; step += 1) {
      wake(changedAt(9));
      await new Promise((resolve) => setImmediate(resolve));
    }
    const again = files.read(['/hung'], 2, 0);
    await expect.poll(() => asked).toBeGreaterThan(1);
    const answering = setInterval(() => wake(changedAt(9)), 5);
    expect(await again).toBe(9);
    clearInterval(answering);
  });

  it('does not let a fleet wait for it one by one', async () => {
    const files = new WorkspaceFiles((file) =>
      file.startsWith('/hung') ? new Promise(() => {}) : Promise.resolve(changedAt(7)),
    );
    const folders = Array.from({ length: 40 }, (_, index) => (index < 6 ? `/hung/${index}` : `/fine/${index}`));
    const startMs = performance.now();
    const changes = await Promise.all(folders.map((one) => files.read([one], 0, 0)));
    expect(performance.now() - startMs).toBeLessThan(6_000);
    expect(changes.slice(0, 6)).toEqual(Array.from({ length: 6 }, () => 'unknown'));
  });

  it('makes only its own folders unknown, however many are late, and says which (guards: mayAsk, onLate)', async () => {
    const told: (readonly string[])[] = [];
    const wake: ((entry: null) => void)[] = [];
    const files = new WorkspaceFiles(
      (file) =>
        file.startsWith('/hung') ? new Promise((resolve) => wake.push(resolve)) : Promise.resolve(changedAt(7)),
      noBranch,
      (folders) => told.push(folders),
    );
    const hung = ['/hung/a', '/hung/b', '/hung/c', '/hung/d'];
    const fine = Array.from({ length: 20 }, (_, index) => `/fine/${index}`);
    const read = (folders: readonly string[]) => Promise.all(folders.map((one) => files.read([one], 0, 0)));
    expect(await read([...hung, ...fine])).toEqual([...hung.map(() => 'unknown'), ...fine.map(() => 7)]);
    expect(await read(['/fine/new', ...hung])).toEqual([7, ...hung.map(() => 'unknown')]);
    expect(wake).toHaveLength(2);
    expect(told).toEqual([['/hung/a'], ['/hung/a', '/hung/b']]);
    for (const answer of wake) answer(null);
    await expect.poll(() => told.at(-1)).toEqual([]);
  });

  it('leaves a thread to the rest of the program, wherever the folders are', async () => {
    let asked = 0;
    const files = new WorkspaceFiles(() => {
      asked += 1;
      return new Promise(() => {});
    }, noBranch);
    const folders = Array.from({ length: 8 }, (_, index) => `/disk${index}/hung`);
    await Promise.all(folders.map((one) => files.read([one], 0, 0)));
    await Promise.all(folders.map((one) => files.read([one], 1, 0)));
    expect(asked).toBe(3);
  });
});

describe('what is known of folders', () => {
  it('is forgotten when no sandbox has them any more (guards: keepOnly)', async () => {
    let asked = 0;
    const files = new WorkspaceFiles(
      (file) => {
        asked += file === '/w' ? 1 : 0;
        return Promise.resolve(changedAt(7));
      },
      () => Promise.resolve({ name: 'main', isWorktree: false }),
    );
    await files.read(['/w'], 0, 30_000);
    files.keepOnly(new Set(['/w']));
    await files.read(['/w'], 1, 30_000);
    expect([asked, files.branch(['/w'])]).toEqual([1, 'main']);
    files.keepOnly(new Set());
    expect(files.branch(['/w'])).toBeUndefined();
    await files.read(['/w'], 2, 30_000);
    expect(asked).toBe(2);
  });
});
