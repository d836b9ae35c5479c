import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, statfs, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { applyErrorMessage } from '../../../main/core/apikey/shell-file/words.ts';
import { isRoot } from '../../../scripts/lib/cache.ts';
import { inEnglish } from '../../support/said.ts';
import { Account } from './support/account.ts';
import { runCli } from './support/cli.ts';

const run = promisify(execFile);
const canMount = isRoot() && process.platform === 'linux';
if (!canMount) console.warn('NOT TESTED without root: what happens on a full disk');
const key = 'sk-ant-api03-0123456789012345678901234567890123456789';

describe.skipIf(!canMount)('on a full disk', () => {
  let disk: string;
  let account: Account;
  beforeEach(async () => {
    disk = await mkdtemp(path.join(os.tmpdir(), 'sandman-disk-'));
    await run('mount', ['-t', 'tmpfs', '-o', 'size=256k,mode=755', 'tmpfs', disk]);
    await mkdir(path.join(disk, 'home'));
    account = Account.at(path.join(disk, 'home'), 'bash');
    await account.write('.bashrc', `A=1\n${'# text of mine\n'.repeat(2_000)}`, 0o600);
    await account.write('.profile', '. ~/.bashrc\n');
  });
  afterEach(async () => {
    await run('umount', [disk]);
    await rm(disk, { recursive: true });
  });

  /** Leaves this many pages of 4 KiB. */
  async function fill(pagesLeft: number): Promise<void> {
    const { bavail, bsize } = await statfs(disk);
    await writeFile(path.join(disk, 'ballast'), Buffer.alloc((bavail - pagesLeft) * bsize));
  }

  it.each([
    ['not even the backup finds room', 0],
    ['half of the backup finds room', 4],
    ['the backup finds room, and half of the new file', 10],
    ['all but the last page finds room', 15],
  ])('%s: a clear error, and everything as it was', async (_, pagesLeft) => {
    await fill(pagesLeft);
    const before = await account.snapshot();
    const result = await account.set(key, { place: 'block' });
    expect(result).toMatchObject({ ok: false, files: [{ outcome: 'not-done', error: { code: 'disk-full' } }] });
    expect(inEnglish(applyErrorMessage('disk-full'))).toBe('The disk is full. The file is as it was.');
    expect(await account.snapshot()).toEqual(before);
  });

  it('works again when there is room', async () => {
    await fill(0);
    expect((await account.set(key)).ok).toBe(false);
    await rm(path.join(disk, 'ballast'));
    expect((await account.set(key)).ok).toBe(true);
  });

  it('is told by the command line, with exit code 1', async () => {
    await fill(0);
    const before = await account.snapshot();
    const { code, stdout, stderr } = await runCli(
      account,
      ['key', 'set', '--stdin', '--shell', 'bash', '--place', 'block'],
      key,
    );
    expect(code).toBe(1);
    expect(stdout).toContain('The disk is full. The file is as it was.');
    expect(stdout + stderr).not.toContain(key);
    expect(await account.snapshot()).toEqual(before);
  });
});
