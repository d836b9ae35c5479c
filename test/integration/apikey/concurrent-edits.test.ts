import { appendFileSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Secret } from '../../../main/core/apikey/secret.ts';
import { applyPlan, type Step } from '../../../main/core/apikey/shell-file/apply.ts';
import { Account } from './support/account.ts';

const key = 'sk-ant-api03-0123456789012345678901234567890123456789';

describe('somebody else changes the file between reading and writing', () => {
  let account: Account;
  let file: string;
  beforeEach(async () => {
    account = await Account.create('bash');
    await account.write('.bashrc', 'A=1\n', 0o600);
    await account.write('.profile', '. ~/.bashrc\n');
    file = account.path('.bashrc');
  });
  afterEach(() => account.dispose());

  const changes: readonly [string, () => void, string | null][] = [
    ['writes into it', () => appendFileSync(file, 'B=2\n'), 'A=1\nB=2\n'],
    ['replaces it', () => (writeFileSync(`${file}.new`, 'C=3\n'), renameSync(`${file}.new`, file)), 'C=3\n'],
    [
      'replaces it by the same',
      () => (writeFileSync(`${file}.new`, 'A=1\n'), renameSync(`${file}.new`, file)),
      'A=1\n',
    ],
    ['takes it away', () => rmSync(file), null],
    [
      'makes it a link',
      () => (rmSync(file), writeFileSync(`${file}.real`, 'D=4\n'), symlinkSync(`${file}.real`, file)),
      'D=4\n',
    ],
  ];
  for (const at of ['check', 'backup', 'write', 'recheck'] as const satisfies readonly Step[]) {
    it.each(changes)(`before the step "${at}" it %s: theirs stays, and it is said`, async (_, change, left) => {
      const plan = account.files.planSet(await account.files.survey(), { key: new Secret(key), place: 'block' });
      const result = await applyPlan(plan, { before: (step) => void (step === at && change()) });
      expect(result.ok).toBe(false);
      expect(result.files[0]?.outcome).toBe('not-done');
      const text = left === null ? null : readFileSync(file, 'utf8');
      expect(text).toBe(left);
      const names = await readdir(account.home);
      expect(names.filter((name) => /\.tmp$|before-sandman/.test(name))).toEqual([]);
      expect(names.includes('.bashrc')).toBe(left !== null);
    });
  }

  it('writes into it in the very last moment: what they wrote comes back', async () => {
    const plan = account.files.planSet(await account.files.survey(), { key: new Secret(key), place: 'block' });
    const result = await applyPlan(plan, {
      before: (step) => void (step === 'rename' && appendFileSync(file, 'B=2\n')),
    });
    expect(result).toMatchObject({ ok: false, files: [{ error: { code: 'changed-meanwhile' } }] });
    expect(readFileSync(file, 'utf8')).toBe('A=1\nB=2\n');
  });

  it('makes a file that was missing: it is not replaced', async () => {
    rmSync(file);
    const plan = account.files.planSet(await account.files.survey(), { key: new Secret(key), place: 'block' });
    const result = await applyPlan(plan, {
      before: (step) => void (step === 'recheck' && writeFileSync(file, 'mine\n')),
    });
    expect(result.ok).toBe(false);
    expect(readFileSync(file, 'utf8')).toBe('mine\n');
  });
});
