import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readBranch } from '../../../main/core/watch/git-branch.ts';
import { WorkspaceFiles } from '../../../main/core/watch/workspace-files.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'branch-'));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

const git = (...args: readonly string[]) =>
  execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args], { cwd: folder, stdio: 'pipe' })
    .toString()
    .trim();

function repository(): void {
  git('init', '-q', '-b', 'main');
  git('commit', '-q', '--allow-empty', '-m', 'first');
}

describe('the branch of a workspace', () => {
  it('is what Git has checked out, with every slash of its name', async () => {
    repository();
    git('switch', '-q', '-c', 'feature/a/b');
    expect((await readBranch(path.join(folder, '.git'))).name).toBe('feature/a/b');
  });

  it('is the beginning of the commit where no branch is checked out', async () => {
    repository();
    git('switch', '-q', '--detach');
    expect((await readBranch(path.join(folder, '.git'))).name).toBe(git('rev-parse', '--short=7', 'HEAD'));
  });

  it('is that of the worktree in a worktree', async () => {
    repository();
    git('worktree', 'add', '-q', 'tree', '-b', 'other');
    expect((await readBranch(path.join(folder, 'tree', '.git'))).name).toBe('other');
    const files = new WorkspaceFiles();
    const tree = path.join(folder, 'tree');
    await files.read([tree], 0, 0);
    git('-C', tree, 'switch', '-q', '-c', 'third');
    await files.read([tree], 1, 0);
    expect(files.branch([tree])).toBe('third');
  });

  it('is not told where there is none, or where the file is something else', async () => {
    expect((await readBranch(path.join(folder, '.git'))).name).toBeNull();
    await writeFile(path.join(folder, '.git'), 'not what Git writes');
    expect((await readBranch(path.join(folder, '.git'))).name).toBeNull();
  });

  it('is not waited for where the sandbox has put a pipe or a link in its place', async () => {
    await mkdir(path.join(folder, '.git'));
    execFileSync('mkfifo', [path.join(folder, '.git', 'HEAD')]);
    expect((await readBranch(path.join(folder, '.git'))).name).toBeNull();
    await rm(path.join(folder, '.git', 'HEAD'));
    await writeFile(path.join(folder, 'elsewhere'), 'ref: refs/heads/secret\n');
    await symlink(path.join(folder, 'elsewhere'), path.join(folder, '.git', 'HEAD'));
    expect((await readBranch(path.join(folder, '.git'))).name).toBeNull();
  });

  it('follows a switch to another branch, and costs nothing to be told again', async () => {
    repository();
    const files = new WorkspaceFiles();
    await files.read([folder], 0, 0);
    expect(files.branch([folder])).toBe('main');
    git('switch', '-q', '-c', 'next');
    expect(files.branch([folder])).toBe('main');
    await files.read([folder], 1, 0);
    expect(files.branch(['/somewhere/else', folder])).toBe('next');
  });
});
