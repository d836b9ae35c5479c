import { execa } from 'execa';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fileLedger, readLedgerOf } from '../../../main/core/enforce/ledger.ts';
import { gitBranch } from '../../../main/core/host/git-branch.ts';

let home: string;
beforeEach(async () => {
  home = await mkdtemp(path.join(os.tmpdir(), 'sandman-past-'));
});
afterEach(() => rm(home, { recursive: true, force: true }));

describe('the branch of a workspace', () => {
  const git = async (head: string) => {
    await mkdir(path.join(home, '.git'), { recursive: true });
    await writeFile(path.join(home, '.git', 'HEAD'), head);
  };

  it('is the one that is checked out', async () => {
    await git('ref: refs/heads/feature/long-name_1\n');
    expect(await gitBranch(home)).toBe('feature/long-name_1');
  });

  it('of a worktree is its own', async () => {
    const real = path.join(home, 'main', '.git', 'worktrees', 'side');
    await mkdir(real, { recursive: true });
    await writeFile(path.join(real, 'HEAD'), 'ref: refs/heads/side\n');
    await mkdir(path.join(home, 'side'));
    await writeFile(path.join(home, 'side', '.git'), `gitdir: ${real}\n`);
    expect(await gitBranch(path.join(home, 'side'))).toBe('side');
  });

  it.each(['', '5f0c0ffee', 'ref: refs/heads/', `ref: refs/heads/${'x'.repeat(9_000)}`])(
    'is not known where HEAD says %j',
    async (head) => {
      await git(head);
      expect(await gitBranch(home)).toBeNull();
    },
  );

  it('is not looked for where a sandbox has put a link or a pipe, and nothing waits for it', async () => {
    await mkdir(path.join(home, '.git'));
    await symlink('/etc/passwd', path.join(home, '.git', 'HEAD'));
    expect(await gitBranch(home)).toBeNull();
    await rm(path.join(home, '.git', 'HEAD'));
    await execa('mkfifo', [path.join(home, '.git', 'HEAD')]);
    const begunMs = performance.now();
    expect(await gitBranch(home)).toBeNull();
    expect(performance.now() - begunMs).toBeLessThan(5_000);
  });

  it('is not asked of another machine', async () => {
    expect(await gitBranch('\\\\server\\share')).toBeNull();
    expect(await gitBranch('relative')).toBeNull();
  });
});

describe('the ledger of one sandbox', () => {
  it('is its newest lines, newest first, out of old files where the newest has too few', async () => {
    const line = (sandbox: string, second: number) =>
      JSON.stringify({
        at: `2026-11-24T10:00:${String(second).padStart(2, '0')}.000Z`,
        decision: 'warned',
        rule: 'idle',
        who: 'policy',
        runtime: 'sbx',
        sandbox,
        reason: 'it says "api" here, too',
      });
    await writeFile(path.join(home, 'ledger.jsonl.1'), `${line('api', 1)}\n${line('web', 2)}\n${line('api', 3)}\n`);
    await writeFile(path.join(home, 'ledger.jsonl'), `${line('web', 4)}\n${line('api', 5)}\n{"torn":"api`);
    fileLedger(home, () => undefined).write(
      JSON.parse(line('api', 6)) as Parameters<ReturnType<typeof fileLedger>['write']>[0],
    );
    const seconds = async (key: string, count: number) =>
      (await readLedgerOf(home, key, count)).map(({ at }) => Number(at.slice(17, 19)));
    expect(await seconds('sbx/api', 3)).toEqual([6, 5, 3]);
    expect(await seconds('sbx/api', 99)).toEqual([6, 5, 3, 1]);
    expect(await seconds('containers/api', 99)).toEqual([]);
    expect(await readLedgerOf(path.join(home, 'nowhere'), 'sbx/api', 5)).toEqual([]);
  });
});
