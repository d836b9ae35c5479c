import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runKey } from '../../../main/cli/key.ts';
import { canaryKey } from '../../support/canary.ts';

const key = canaryKey();
let home: string;
let printed: string;

/** `sandman key …` of an account whose shell is bash. The daemons of this machine are not the account's, so they are not judged here. */
async function sandmanKey(args: readonly string[], input = ''): Promise<number> {
  printed = '';
  const stdin = new PassThrough();
  stdin.end(input);
  const print = (text: string) => void (printed += `${text}\n`);
  return runKey(args, {
    home: path.join(home, 'sandman'),
    env: { HOME: home, SANDMAN_SHELL: '/bin/bash', PATH: '/usr/bin:/bin' },
    stdin: stdin as unknown as NodeJS.ReadStream,
    print,
    printError: print,
  });
}

interface Told {
  readonly status: string;
  readonly steps: readonly { readonly id: string; readonly state: string }[];
}

const verify = async () => {
  const code = await sandmanKey(['verify', '--json']);
  const told = JSON.parse(printed) as Told;
  return { code, status: told.status, steps: told.steps.slice(0, 2).map((step) => step.state) };
};

beforeEach(async () => {
  home = await mkdtemp(path.join(os.tmpdir(), 'home-'));
  await writeFile(path.join(home, '.profile'), '. "$HOME/.bashrc"\n');
  await writeFile(path.join(home, '.bashrc'), '# mine\n');
});
afterEach(async () => {
  expect(printed).not.toContain(key);
  await rm(home, { recursive: true });
});

describe('sandman key verify', () => {
  it('fails while no key is set', async () => {
    expect(await verify()).toMatchObject({ code: 1, status: 'not-set', steps: ['open', 'open'] });
  });

  it('proves with a new shell that the key is there', async () => {
    expect(await sandmanKey(['set', '--stdin'], `${key}\n`)).toBe(0);
    expect(await verify()).toMatchObject({ steps: ['done', 'done'] });
    await sandmanKey(['verify']);
    expect(printed).toMatch(/^\+ A new shell has this key/m);
  });

  it('fails when another line overrides it', async () => {
    await sandmanKey(['set', '--stdin'], `${key}\n`);
    await writeFile(path.join(home, '.profile'), '. "$HOME/.bashrc"\nexport ANTHROPIC_API_KEY=sk-ant-api03-another\n');
    expect(await verify()).toEqual({ code: 1, status: 'overridden', steps: ['done', 'wrong'] });
  });
});
