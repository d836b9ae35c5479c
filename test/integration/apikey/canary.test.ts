import { chmod } from 'node:fs/promises';
import path from 'node:path';
import { inspect } from 'node:util';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Secret } from '../../../main/core/apikey/secret.ts';
import { applyPlan } from '../../../main/core/apikey/shell-file/apply.ts';
import { fileLedger } from '../../../main/core/enforce/ledger.ts';
import { fileLogger } from '../../../main/shell/log.ts';
import { Account } from './support/account.ts';
import { bundle } from './support/bundle.ts';
import { filesThatShow, newCanary, shows, watchProcesses } from './support/canary.ts';
import { runCli, type CliResult } from './support/cli.ts';
import { installShells } from './support/shells.ts';

const privateFile = '.config/sandman/api-key.bash';
const head = '# >>> sandman api key >>> ';

interface Flow {
  readonly name: string;
  readonly args: (canary: string) => readonly string[];
  readonly input?: (canary: string) => string;
  readonly arrange?: (account: Account, canary: string) => Promise<unknown>;
  /** `any`: another program of this machine may pass for the daemon that is asked. */
  readonly code: number | 'any';
  /** The only files that may show the key afterwards. */
  readonly belongsIn: readonly string[];
}

const set = ['key', 'set', '--stdin', '--shell', 'bash'];
const asIs = (canary: string) => canary;
const flows: readonly Flow[] = [
  {
    name: 'set, into the block',
    args: () => [...set, '--place', 'block'],
    input: asIs,
    code: 0,
    belongsIn: ['.bashrc'],
  },
  {
    name: 'set, into the private file',
    args: () => [...set, '--place', 'private-file'],
    input: asIs,
    code: 0,
    belongsIn: [privateFile],
  },
  {
    name: 'set, for programs',
    args: () => [...set, '--json'],
    input: (canary) => `${canary}\r\n`,
    code: 0,
    belongsIn: ['.bashrc'],
  },
  { name: 'a dry run', args: () => [...set, '--dry-run'], input: asIs, code: 0, belongsIn: [] },
  { name: 'a dry run for programs', args: () => [...set, '--dry-run', '--json'], input: asIs, code: 0, belongsIn: [] },
  {
    name: 'set over the same key in a line of the user, commented out',
    args: () => [...set, '--comment-out', '--place', 'private-file'],
    input: asIs,
    arrange: (account, canary) => account.write('.bashrc', `export ANTHROPIC_API_KEY="${canary}"\n`),
    code: 0,
    belongsIn: ['.bashrc', '.bashrc.before-sandman', privateFile],
  },
  ...(['status', 'verify', 'remove'] as const).map((command): Flow => ({
    name: `${command} of a key in the block`,
    args: () => ['key', command, '--shell', 'bash'],
    arrange: (account, canary) => account.set(canary, { place: 'block' }),
    code: command === 'verify' ? 'any' : 0,
    belongsIn: command === 'remove' ? [] : ['.bashrc'],
  })),
  ...(['status', 'verify', 'remove'] as const).map((command): Flow => ({
    name: `${command} for programs, of a key in the private file`,
    args: () => ['key', command, '--shell', 'bash', '--json'],
    arrange: (account, canary) => account.set(canary, { place: 'private-file' }),
    code: command === 'verify' ? 'any' : 0,
    belongsIn: command === 'remove' ? [] : [privateFile],
  })),
  {
    name: 'from the block into the private file',
    args: () => [...set, '--place', 'private-file'],
    input: asIs,
    arrange: (account, canary) => account.set(canary, { place: 'block' }),
    code: 0,
    belongsIn: [privateFile],
  },
  {
    name: 'refused: a block that was edited by hand',
    args: () => set,
    input: asIs,
    arrange: (account) => account.write('.bashrc', `${head}x [0123456789ab]\nexport A=1\n# <<< sandman api key <<<\n`),
    code: 1,
    belongsIn: [],
  },
  {
    name: 'refused: half a block, with the key in it',
    args: () => set,
    input: asIs,
    arrange: (account, canary) =>
      account.write('.bashrc', `${head}x [0123456789ab]\nexport ANTHROPIC_API_KEY='${canary}'\n`),
    code: 1,
    belongsIn: ['.bashrc'],
  },
  {
    name: 'refused: a read-only file that has the key',
    args: () => set,
    input: asIs,
    arrange: async (account, canary) => {
      await account.write('.bashrc', `ANTHROPIC_API_KEY=${canary}\n`);
      await chmod(account.path('.bashrc'), 0o400);
    },
    code: 1,
    belongsIn: ['.bashrc'],
  },
  {
    name: 'refused: half of the key was pasted into a file by accident, status',
    args: () => ['key', 'status', '--shell', 'bash', '--json'],
    arrange: (account, canary) => account.write('.bashrc', `export ANTHROPIC_API_KEY=${canary.slice(0, 40)}\n`),
    code: 0,
    belongsIn: ['.bashrc'],
  },
  ...(
    [
      ['a space in it', (canary) => `${canary.slice(0, 30)} ${canary.slice(30)}`],
      ['a line break in it', (canary) => `${canary.slice(0, 30)}\n${canary.slice(30)}`],
      ['a wrong prefix', (canary) => canary.slice('sk-ant-'.length)],
      ['the token of a subscription', (canary) => canary.replace('api03', 'oat01')],
      ['the whole line', (canary) => `export ANTHROPIC_API_KEY=${canary}`],
      ['quotation marks', (canary) => `"${canary}"`],
      ['far too much', (canary) => canary.repeat(500)],
    ] satisfies [string, (canary: string) => string][]
  ).map(([name, input]): Flow => ({ name: `wrong form: ${name}`, args: () => set, input, code: 2, belongsIn: [] })),
];

/** Here the user put the key on the command line, where everybody sees it. What Sandman says does not repeat it. */
const typed: readonly Flow[] = [
  { name: 'as an argument', args: (canary) => ['key', 'set', canary], code: 2, belongsIn: [] },
  { name: 'as a command', args: (canary) => ['key', canary], code: 2, belongsIn: [] },
  { name: 'as a command of sandman', args: (canary) => [canary], code: 2, belongsIn: [] },
  { name: 'as an option', args: (canary) => [`--${canary}`], code: 2, belongsIn: [] },
  { name: 'as an option of key', args: (canary) => ['key', 'set', `--key=${canary}`], code: 2, belongsIn: [] },
  { name: 'as a shell', args: (canary) => ['key', 'set', '--stdin', '--shell', canary], code: 2, belongsIn: [] },
];

describe('a canary is found where it belongs, and nowhere else', () => {
  let program: Awaited<ReturnType<typeof bundle>>;
  let account: Account;
  let canary: string;
  beforeAll(async () => {
    await installShells();
    program = await bundle('main/cli.ts');
  });
  afterAll(() => program.dispose());
  beforeEach(async () => {
    account = await Account.create('bash');
    await account.write('.bashrc', '# mine\nA=1\n', 0o600);
    await account.write('.profile', '. ~/.bashrc\n');
    canary = newCanary();
  });
  afterEach(() => account.dispose());

  it.each(flows)('$name', async (flow) => {
    await flow.arrange?.(account, canary);
    const processes = watchProcesses(canary);
    const result = await run(flow);
    const { looks, seen } = processes.stop();
    expect(looks).toBeGreaterThan(2);
    // A new shell that has the key hands it on to what it starts: that is what `verify` proves.
    expect(seen.filter((one) => !(flow.name.startsWith('verify') && one.startsWith('environ')))).toEqual([]);
    await isHygienic(flow, result);
  });

  it.each(typed)('typed $name, which the look at the processes sees', async (flow) => {
    const processes = watchProcesses(canary);
    const result = await run(flow);
    expect(processes.stop().seen).not.toEqual([]);
    await isHygienic(flow, result);
  });

  it('the search finds a part of it, and its encodings', () => {
    const forms = [canary, canary.slice(20, 40), [...canary].reverse().join('')];
    const bytes = [canary, `x${canary}`, `xy${canary}`].map((text) => Buffer.from(text).toString('base64'));
    for (const form of [...forms, ...bytes, Buffer.from(canary).toString('hex')])
      expect(shows(form, canary)).toBe(true);
    expect(shows(`sk-ant-…mask ${newCanary()}`, canary)).toBe(false);
  });

  function run({ args, input }: Flow): Promise<CliResult> {
    return runCli(account, args(canary), input?.(canary) ?? '', { program: program.file });
  }

  async function isHygienic(flow: Flow, { code, stdout, stderr }: CliResult): Promise<void> {
    expect(shows(stdout, canary)).toBe(false);
    expect(shows(stderr, canary)).toBe(false);
    if (flow.code !== 'any') expect(code).toBe(flow.code);
    if (code === 0) expect(stderr).toBe('');
    expect(await filesThatShow(account.home, canary)).toEqual(flow.belongsIn);
  }

  it('what the core gives away: surveys, plans and results, however they are printed', async () => {
    await account.write('.bashrc', `export ANTHROPIC_API_KEY='${canary}'\nalias k="x ${canary}"\n`, 0o600);
    const before = await account.files.survey();
    const plan = account.files.planSet(before, { key: new Secret(canary), place: 'block', commentOut: true });
    const result = await account.files.apply(plan);
    const after = await account.files.survey();
    const removal = account.files.planRemove(after);
    for (const value of [
      before,
      plan,
      result,
      after,
      removal,
      account.files.keyInFiles(after),
      account.files.keyOf(after),
    ]) {
      expect(shows(JSON.stringify(value), canary)).toBe(false);
      expect(shows(inspect(value, { depth: 20, showHidden: true, maxStringLength: null }), canary)).toBe(false);
    }
    expect(account.files.keyOf(after)?.reveal() === canary).toBe(true);
  });

  it('when somebody else changes the file, and when the system fails', async () => {
    const steps = ['check', 'backup', 'write', 'recheck', 'rename'] as const;
    for (const failing of steps) {
      const plan = account.files.planSet(await account.files.survey(), { key: new Secret(canary), place: 'block' });
      const result = await applyPlan(plan, {
        before: (step) => {
          if (step === failing && step !== 'check')
            throw Object.assign(new Error(`failed at ${canary}`), { code: 'EIO' });
        },
      });
      expect(shows(JSON.stringify(result) + inspect(result, { depth: 9 }), canary)).toBe(false);
      if (failing !== 'check') expect(result.ok).toBe(false);
      await account.remove();
      expect(await filesThatShow(account.home, canary)).toEqual([]);
    }
  });

  it('the log and the ledger, given all that a careless line could give them', async () => {
    const home = account.path('.config/sandman');
    const logger = fileLogger(home);
    for (const text of [canary, `key=${canary}`, JSON.stringify({ canary }), encodeURIComponent(canary)]) {
      logger.info(text);
      logger.info(`${new Error(text).stack}`);
    }
    logger.info(Buffer.from(canary).toString('base64'));
    logger.info(`Authorization: Bearer ${canary.slice(13)}`);
    const ledger = fileLedger(home, () => {});
    ledger.write({
      at: '',
      decision: 'stopped',
      rule: 'user',
      who: 'user',
      runtime: 'sbx',
      sandbox: 'a',
      reason: String(new Secret(canary)),
    });
    await ledger.flush();
    const written = await filesThatShow(account.home, canary);
    expect(written).toEqual([]);
    expect(Object.keys(await account.snapshot())).toContain(path.join('.config', 'sandman', 'logs', 'sandman.log'));
  });
});
