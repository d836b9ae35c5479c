import { chmod } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Account, hashOf } from './support/account.ts';
import { bundle } from './support/bundle.ts';
import { runCli } from './support/cli.ts';
import { hashInNewShell, installShells, realShells } from './support/shells.ts';

const key = 'sk-ant-api03-0123456789012345678901234567890123456789-AbCd';
const other = 'sk-ant-api03-9876543210987654321098765432109876543210-WxYz';

describe('sandman key', () => {
  let program: Awaited<ReturnType<typeof bundle>>;
  let account: Account;
  beforeAll(async () => {
    await installShells();
    program = await bundle('main/cli.ts');
  });
  afterAll(() => program.dispose());
  beforeEach(async () => {
    account = await Account.create('bash');
  });
  afterEach(() => account.dispose());

  const cli = (args: string, input = '') =>
    runCli(account, ['key', ...args.split(' ')], input, { program: program.file });

  it.each(realShells)('set, status, set again and remove, for %s', async (shell) => {
    account = await Account.create(shell);
    const before = await account.snapshot();
    const set = await cli(`set --stdin --shell ${shell}`, `${key}\n`);
    expect(set).toMatchObject({ code: 0, stderr: '' });
    expect(set.stdout).toContain('sk-ant-…AbCd');
    expect(await hashInNewShell(account, 'login')).toBe(hashOf(key));
    expect((await cli(`set --stdin --shell ${shell}`, key)).stdout).toBe('Everything is as wanted already.\n');

    const status = JSON.parse((await cli(`status --shell ${shell} --json`)).stdout) as Record<string, unknown>;
    expect(status).toMatchObject({ shell, state: 'set', place: 'block', mask: 'sk-ant-…AbCd', otherExports: [] });
    expect(Date.parse(String(status['changedAt']))).toBeLessThanOrEqual(Date.now());

    expect((await cli(`set --stdin --shell ${shell} --place private-file`, other)).code).toBe(0);
    expect(await hashInNewShell(account, 'interactive')).toBe(hashOf(other));
    expect((await cli(`status --shell ${shell}`)).stdout).toContain('sk-ant-…WxYz');
    expect((await cli('remove')).code).toBe(0);
    expect(await account.snapshot()).toEqual(before);
    expect((await cli('remove')).stdout).toBe('There is no key to remove.\n');
  });

  it.each(realShells)('verify asks a real %s', async (shell) => {
    account = await Account.create(shell);
    const steps = async () => {
      const { stdout } = await cli(`verify --shell ${shell} --json`);
      return (JSON.parse(stdout) as { steps: { id: string; state: string }[] }).steps.map(
        ({ id, state }) => `${id}: ${state}`,
      );
    };
    expect(await steps()).toEqual(expect.arrayContaining(['file: open', 'shell: open']));
    expect((await cli(`verify --shell ${shell}`)).code).toBe(1);
    await cli(`set --stdin --shell ${shell}`, key);
    expect(await steps()).toEqual(expect.arrayContaining(['file: done', 'shell: done']));
    const last = { bash: '.bashrc', zsh: '.zlogin', fish: '.config/fish/config.fish' }[shell];
    const line = shell === 'fish' ? `set -gx ANTHROPIC_API_KEY ${other}\n` : `export ANTHROPIC_API_KEY=${other}\n`;
    await account.write(last, shell === 'bash' ? `${(await account.read(last)).toString()}${line}` : line);
    expect(await steps()).toEqual(expect.arrayContaining(['file: done', 'shell: wrong']));
  });

  it('a dry run shows the change with a mask and changes nothing', async () => {
    await account.write('.bashrc', 'A=1\n', 0o600);
    const before = await account.snapshot();
    const { code, stdout } = await cli('set --stdin --shell bash --dry-run', key);
    expect(code).toBe(0);
    expect(stdout).toContain("+ export ANTHROPIC_API_KEY='sk-ant-…AbCd' # Sandman");
    expect(stdout).toContain('Nothing was changed: this was a dry run.');
    const [told] = JSON.parse((await cli('set --stdin --shell bash --dry-run --json', key)).stdout) as unknown[];
    expect(told).toMatchObject({
      action: 'set',
      shell: 'bash',
      place: 'block',
      dryRun: true,
      changed: false,
      refusals: [],
    });
    expect(await account.snapshot()).toEqual(before);
  });

  it('another file, also when it has to be removed again', async () => {
    await account.write('dots/extra.sh', 'A=1', 0o600);
    const before = await account.snapshot();
    expect((await cli(`set --stdin --shell bash --file ${account.path('dots/extra.sh')}`, key)).code).toBe(0);
    expect((await account.read('dots/extra.sh')).toString()).toContain(key);
    expect((await cli('remove')).code).toBe(0);
    expect(await account.snapshot()).toEqual(before);
  });

  it('offers to comment out what wins over it, and does so when it is told to', async () => {
    await account.write('.bashrc', `export ANTHROPIC_API_KEY=${other}\n`, 0o600);
    const first = await cli('set --stdin --shell bash', key);
    expect(first.stdout).toMatch(/line \d+, is read later and decides about the key instead/);
    expect(first.stdout).toContain('--comment-out');
    expect(await hashInNewShell(account, 'interactive')).toBe(hashOf(other));
    expect((await cli('set --stdin --shell bash --comment-out', key)).code).toBe(0);
    expect(await hashInNewShell(account, 'interactive')).toBe(hashOf(key));
  });

  it('a refusal names the file, gives the line to add by hand, and ends with 1', async () => {
    await account.write('.bashrc', 'A=1\n');
    await chmod(account.path('.bashrc'), 0o400);
    const { code, stdout } = await cli('set --stdin --shell bash', key);
    expect(code).toBe(1);
    expect(stdout).toContain(`${account.path('.bashrc')} is write-protected.`);
    expect(stdout).toContain("export ANTHROPIC_API_KEY='<your key>'");
  });

  it.each([
    ['set', '', 'Give the key on standard input'],
    ['set --stdin', '', 'Nothing was pasted.'],
    ['set --stdin', 'sk-ant-oat01-01234567890123456789012345678901', 'subscription'],
    ['set --stdin', 'proxy-managed', '“proxy-managed” is what a sandbox shows'],
    ['set --stdin', 'sk-proj-01234567890123456789', 'begins with sk-ant-'],
    ['set --stdin', `${key} ${key}`, 'spaces'],
    ['set --stdin', `${key}\n${key}`, 'line break'],
    ['set --stdin --shell tcsh', key, '--shell takes'],
    ['set --stdin --place elsewhere', key, '--place takes'],
    ['forget', '', 'Say what to do'],
    ['status --yes', '', 'option'],
  ])('%s is wrong use (2) with exact words', async (args, input, words) => {
    const { code, stdout, stderr } = await cli(args, input);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(words);
  });
});
