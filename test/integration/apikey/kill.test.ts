import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { existsSync, watch } from 'node:fs';
import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findBlocks } from '../../../main/core/apikey/shell-file/block.ts';
import { privateFileText, readBody } from '../../../main/core/apikey/shell-file/body.ts';
import { cutBlocks, withEdits } from '../../../main/core/apikey/shell-file/edit.ts';
import { Secret } from '../../../main/core/apikey/secret.ts';
import { Account } from './support/account.ts';
import { bundle } from './support/bundle.ts';

const kills = Number(process.env['SANDMAN_KILLS'] ?? 1_000);
const atOnce = 4;
const keys = [`sk-ant-api03-${'a'.repeat(90)}`, `sk-ant-api03-${'b'.repeat(20_000)}`];
const original = `# mine\nA=1\n${'# more\n'.repeat(400)}B=2`;

describe(`killed ${kills} times at any moment`, () => {
  let program: Awaited<ReturnType<typeof bundle>>;
  beforeAll(async () => {
    program = await bundle('test/integration/apikey/support/set-for-ever.ts');
  });
  afterAll(() => program.dispose());

  it(
    'every file is the old one or the new one, whole, and what was left behind goes with the next change',
    async () => {
      const seen = { untouched: 0, withBlock: 0, inBetween: 0 };
      await Promise.all(
        Array.from({ length: atOnce }, async (_, worker) => {
          const place = worker % 2 === 0 ? 'block' : 'private-file';
          const account = await Account.create('bash');
          try {
            await account.write('.bashrc', original);
            const before = await account.snapshot();
            for (let round = 0; round < kills / atOnce; round++) {
              const left = await temporaryFiles(account.home);
              await killOne(program.file, account.home, place, round % 2 === 0 ? atAnyTime : whenOneIsBegun);
              const has = await whatIsThere(account, place);
              seen[has]++;
              if ((await temporaryFiles(account.home)).some((name) => !left.includes(name))) seen.inBetween++;
            }
            // The next change, whichever it is, takes away what was left behind.
            expect(await account.set(keys[0] ?? '', { place })).toMatchObject({ ok: true });
            expect(await account.set(keys[1] ?? '', { place })).toMatchObject({ ok: true });
            expect(await account.remove()).toMatchObject({ ok: true });
            expect(await account.snapshot()).toEqual(before);
          } finally {
            await account.dispose();
          }
        }),
      );
      // Otherwise the moments were not where anything happens.
      expect(seen.withBlock).toBeGreaterThan(kills / 10);
      expect(seen.inBetween).toBeGreaterThan(kills / 50);
      console.warn(`killed ${kills} times: ${JSON.stringify(seen)}`);
    },
    10 * 60_000,
  );
});

async function temporaryFiles(home: string): Promise<readonly string[]> {
  return (await readdir(home)).filter((name) => name.endsWith('.tmp'));
}

/** The moment of a kill in this home, after the program has begun. */
type Moment = (home: string) => Promise<void>;

const atAnyTime: Moment = () => new Promise((resolve) => setTimeout(resolve, randomInt(0, 60)));

/** A new file is being written: many of those are caught before it takes the place of the old one, however slow the machine is. */
const whenOneIsBegun: Moment = (home) =>
  new Promise((resolve) => {
    const watcher = watch(home, (_, name) => {
      // One that was left behind goes first, which is told as well.
      if (!name?.endsWith('.tmp') || !existsSync(path.join(home, name))) return;
      watcher.close();
      resolve();
    });
  });

async function killOne(program: string, home: string, place: string, moment: Moment): Promise<void> {
  const child = spawn(process.execPath, [program, home, place], { stdio: ['ignore', 'pipe', 'inherit'], env: {} });
  await new Promise((resolve) => child.stdout.once('data', resolve));
  const ended = new Promise<NodeJS.Signals | null>((resolve) => child.once('exit', (_, signal) => resolve(signal)));
  await moment(home);
  child.kill('SIGKILL');
  expect(await ended).toBe('SIGKILL');
}

async function whatIsThere(account: Account, place: string): Promise<'untouched' | 'withBlock'> {
  const text = (await account.read('.bashrc')).toString('latin1');
  const key = await readFile(account.path('.config/sandman/api-key.bash'), 'latin1').catch(() => null);
  if (key !== null) expect(isWholePrivateFile(key)).toBe(true);
  const profile = await readFile(account.path('.profile'), 'latin1').catch(() => null);
  if (profile !== null) expect(blockIn(profile, place, key)).toBe('');
  if (text === original) return 'untouched';
  expect(blockIn(text, place, key) === original).toBe(true);
  return 'withBlock';
}

/** What is left without the block, which has to be whole. */
function blockIn(text: string, place: string, privateFile: string | null): string {
  const { blocks, brokenLines } = findBlocks(text, 'bash');
  expect({ blocks: blocks.length, brokenLines, intact: blocks[0]?.intact }).toEqual({
    blocks: 1,
    brokenLines: [],
    intact: true,
  });
  const body = readBody(blocks[0]?.body ?? [], 'bash');
  expect(body?.place).toBe(place);
  if (place === 'block') expect(keys.includes(body?.key?.reveal() ?? '')).toBe(true);
  // A block never reads a private file that is not there.
  else expect(privateFile).not.toBeNull();
  return withEdits(text, cutBlocks(text, 'bash'));
}

function isWholePrivateFile(text: string): boolean {
  return keys.some((key) => privateFileText(new Secret(key), 'bash') === text);
}
