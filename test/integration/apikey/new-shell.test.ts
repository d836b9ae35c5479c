import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { keyOfNewShell, reducedEnvironment, type ShellKind } from '../../../main/core/apikey/proof/new-shell.ts';
import { createRunner } from '../../../main/core/process/run.ts';
import { saying } from '../../support/said.ts';

const key = `sk-ant-api03-!"#$%&()*+,-./:;<=>?@[]^_\`{|}~0123456789`;
const shells = ['/usr/bin/bash', '/usr/bin/zsh', '/usr/bin/fish', '/usr/bin/dash'].filter((file) => existsSync(file));

describe.each(shells)('a new %s', (shell) => {
  const name = path.basename(shell);
  let home: string;

  beforeEach(async () => {
    home = await mkdtemp(path.join(os.tmpdir(), 'home-'));
    await mkdir(path.join(home, '.config', 'fish'), { recursive: true });
  });
  afterEach(() => rm(home, { recursive: true, force: true }));

  /** The start-up file of a login shell, and what our own environment has. */
  async function ask(startup: string, env: NodeJS.ProcessEnv = {}, kind: ShellKind = 'login') {
    const file =
      { bash: '.bash_profile', zsh: '.zshrc', fish: '.config/fish/config.fish', dash: '.profile' }[name] ?? '';
    await writeFile(path.join(home, file), startup);
    const { run } = createRunner({ env: reducedEnvironment({ HOME: home, ...env }, shell) });
    const reading = await keyOfNewShell({ run, shell, platform: 'linux' }, kind);
    return reading.has === 'yes' ? reading.key.reveal() : reading.has;
  }
  const sets = name === 'fish' ? `set -gx ANTHROPIC_API_KEY '${key}'\n` : `export ANTHROPIC_API_KEY='${key}'\n`;

  it('has what its start-up file exports, byte for byte', async () => {
    expect(await ask(sets)).toBe(key);
  });

  it('has nothing when its start-up file sets nothing, whatever we inherited', async () => {
    expect(await ask('# nothing\n', { ANTHROPIC_API_KEY: 'inherited' })).toBe('no');
  });

  it('has nothing when it is set and not exported', async () => {
    expect(await ask(sets.replace('export ', '').replace('-gx', '-g'))).toBe('no');
  });

  it('is understood whatever its start-up file prints', async () => {
    expect(await ask(`echo '<=fake> welcome'\n${sets}echo bye\n`)).toBe(key);
  });

  it('finds no program of ours: PATH is reduced', async () => {
    await mkdir(path.join(home, 'bin'));
    await writeFile(path.join(home, 'bin', 'print-a-key'), `#!/bin/sh\necho ${'x'.repeat(40)}\n`);
    await chmod(path.join(home, 'bin', 'print-a-key'), 0o755);
    const reads =
      name === 'fish'
        ? 'set -gx ANTHROPIC_API_KEY (print-a-key 2>/dev/null; or echo none)\n'
        : 'export ANTHROPIC_API_KEY=$(print-a-key 2>/dev/null || echo none)\n';
    expect(await ask(reads, { PATH: path.join(home, 'bin') })).toBe('none');
  });

  it('is not known when a start-up file ends it', async () => {
    // In fish, `exit` ends the file and not the shell.
    expect(await ask('exit 0\n')).toBe(name === 'fish' ? 'no' : 'unknown');
  });

  it('reads no terminal: a question in a start-up file gets no answer and does not hang', async () => {
    const asks = name === 'fish' ? `read answer </dev/stdin\n${sets}` : `read answer\n${sets}`;
    expect(await ask(asks)).toBe(key);
  });
});

describe('a shell that cannot be asked', () => {
  it('is not known when it hangs, and is ended with its children', { timeout: 40_000 }, async () => {
    const home = await mkdtemp(path.join(os.tmpdir(), 'home-'));
    await writeFile(path.join(home, '.bash_profile'), 'sleep 1000\n');
    const { run } = createRunner({ env: reducedEnvironment({ HOME: home }, '/bin/bash') });
    expect(await keyOfNewShell({ run, shell: '/bin/bash', platform: 'linux' }, 'login')).toMatchObject({
      has: 'unknown',
      detail: saying('start-up files'),
    });
    await rm(home, { recursive: true });
  });

  it('is not known when there is no such shell', async () => {
    const { run } = createRunner({ env: {} });
    expect(await keyOfNewShell({ run, shell: '/no/such/shell', platform: 'linux' }, 'login')).toMatchObject({
      has: 'unknown',
    });
  });
});

describe('how a shell is opened', () => {
  it.runIf(existsSync('/usr/bin/bash'))('as a terminal of Linux does: bash then reads .bashrc', async () => {
    const home = await mkdtemp(path.join(os.tmpdir(), 'home-'));
    await writeFile(path.join(home, '.bashrc'), `export ANTHROPIC_API_KEY='${key}'\n`);
    const { run } = createRunner({ env: reducedEnvironment({ HOME: home }, '/usr/bin/bash') });
    const parts = { run, shell: '/usr/bin/bash', platform: 'linux' } as const;
    expect(await keyOfNewShell(parts, 'terminal')).toMatchObject({ has: 'yes' });
    expect(await keyOfNewShell(parts, 'login')).toMatchObject({ has: 'no' });
    expect(await keyOfNewShell({ ...parts, platform: 'darwin' }, 'terminal')).toMatchObject({ has: 'no' });
    await rm(home, { recursive: true });
  });
});
