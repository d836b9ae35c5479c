import { lstat, readdir } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { Secret } from '../../../main/core/apikey/secret.ts';
import { isRoot } from '../../../scripts/lib/cache.ts';
import { Account, hashOf } from './support/account.ts';
import { contentCases, oldBlockCases, oldKey, placeCases, shellCases, type Case } from './support/cases.ts';
import { hashInNewShell, hashThatFilePrints, installShells } from './support/shells.ts';

const key = `sk-ant-api03-it's "new" $HOME \`x\` \\ !#%`;
const newerKey = 'sk-ant-api03-the-newer-one-0123456789';
const cases = [...contentCases, ...oldBlockCases(), ...placeCases, ...shellCases];

describe(`${cases.length} start-up files`, () => {
  beforeAll(installShells);

  for (const one of cases) {
    const needsRoot = one.onlyRoot === true && !isRoot();
    if (needsRoot) console.warn(`NOT TESTED without root: ${one.name}`);
    it.skipIf(needsRoot)(`${one.name} → ${one.becomes}`, async () => {
      const account = await Account.create(one.shell);
      try {
        await one.arrange(account);
        await (one.becomes === 'set' ? isSetAndRemoved(one, account) : isLeftAlone(one, account));
      } finally {
        await one.release?.(account);
        await account.dispose();
      }
    });
  }
});

async function isSetAndRemoved(one: Case, account: Account): Promise<void> {
  const hadBlock = account.files.keyInFiles(await account.files.survey()).paths.length > 0;
  const before = await account.snapshot();
  const plan = account.files.planSet(await account.files.survey(), { key: new Secret(key), ...one.request });
  if (one.place) expect(plan.place).toBe(one.place);
  if (one.warns) expect(plan.warnings.map(({ code }) => code)).toContain(one.warns);
  expect(await account.files.apply(plan)).toMatchObject({ ok: true });
  expect(await hashFrom(one, account, 'interactive')).toBe(hashOf(key));
  expect(await hashFrom(one, account, 'login')).toBe(hashOf(key));
  await modesAreKept(before, account);
  await secondTimeWritesNothing(one, account);

  expect((await account.set(newerKey, one.request)).ok).toBe(true);
  expect(await hashFrom(one, account, 'interactive')).toBe(hashOf(newerKey));
  expect((await account.remove()).ok).toBe(true);
  if (hadBlock) {
    const left = await Promise.all(Object.keys(await account.snapshot()).map((name) => account.read(name)));
    expect(left.join('')).not.toMatch(/sandman api key|sk-ant/);
  } else {
    expect(await account.snapshot()).toEqual(before);
  }
}

function hashFrom(one: Case, account: Account, start: 'interactive' | 'login'): Promise<string> {
  return one.asksItself ? hashThatFilePrints(account) : hashInNewShell(account, start);
}

async function modesAreKept(before: Record<string, string>, account: Account): Promise<void> {
  const after = await account.snapshot();
  const facts = (snapshot: Record<string, string>, name: string) => snapshot[name]?.split(' ').slice(0, 3).join(' ');
  for (const name of Object.keys(before)) expect(facts(after, name), name).toBe(facts(before, name));
}

async function secondTimeWritesNothing(one: Case, account: Account): Promise<void> {
  const inodes = async () =>
    Promise.all((await readdir(account.home)).map(async (name) => `${name} ${(await lstat(account.path(name))).ino}`));
  const before = await inodes();
  const plan = account.files.planSet(await account.files.survey(), { key: new Secret(key), ...one.request });
  expect(plan.changes).toEqual([]);
  await account.files.apply(plan);
  expect(await inodes()).toEqual(before);
}

async function isLeftAlone(one: Case, account: Account): Promise<void> {
  const before = await account.snapshot();
  const plan = account.files.planSet(await account.files.survey(), { key: new Secret(key), ...one.request });
  expect(plan.refusals.map(({ code }) => code)).toContain(one.becomes);
  expect(plan.lineByHand).toContain('export ANTHROPIC_API_KEY=');
  expect(await account.files.apply(plan)).toMatchObject({ ok: false, files: [{ error: { code: 'refused' } }] });
  expect(await account.snapshot()).toEqual(before);
  expect(JSON.stringify(plan)).not.toContain(oldKey);
}
