import { randomInt } from 'node:crypto';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Account, hashOf } from './support/account.ts';
import { hashInNewShell, installShells, realShells, type Start } from './support/shells.ts';

const starts: readonly Start[] = ['interactive', 'login', 'script'];
const printable = Array.from({ length: 0x7f - 0x20 }, (_, index) => String.fromCharCode(0x20 + index));
/** Every printable character, and each beside each of those that shells care about. */
const every = `sk-ant-${printable.join('')}${["'", '"', '\\', '$', '`', '!', '#'].flatMap((one) => printable.map((other) => one + other)).join('')}`;

function randomValue(): string {
  const length = randomInt(1, 120);
  return Array.from({ length }, () => printable[randomInt(0, printable.length)]).join('');
}

describe('a new shell has the bytes that were put in', () => {
  let account: Account | undefined;
  beforeAll(installShells);
  afterEach(async () => account?.dispose());

  for (const shell of realShells) {
    for (const start of starts) {
      it.each(['block', 'private-file'] as const)(
        `${shell}, ${start}, every printable character, %s`,
        async (place) => {
          account = await Account.create(shell);
          expect((await account.set(every, { place })).ok).toBe(true);
          expect(await hashInNewShell(account, start)).toBe(hashOf(every));
        },
      );
    }

    it(`${shell}: 200 random values, one after another in the same files`, async () => {
      account = await Account.create(shell);
      for (let round = 0; round < 200; round++) {
        const value = randomValue();
        const result = await account.set(value, { place: round % 2 === 0 ? 'block' : 'private-file' });
        expect(result.ok).toBe(true);
        expect(await hashInNewShell(account, starts[round % 3] ?? 'login'), `round ${round}`).toBe(hashOf(value));
      }
      expect((await account.remove()).ok).toBe(true);
      expect(await hashInNewShell(account, 'login')).toBe(hashOf(''));
    }, 120_000);
  }

  it('a script that zsh starts without a terminal before it reads no .zshrc: the key goes no further than needed', async () => {
    account = await Account.createWith('zsh', {});
    await account.set('sk-ant-x');
    const names = Object.keys(await account.snapshot());
    expect(names).not.toContain('.zshenv');
  });

  it('zsh: ZDOTDIR from the environment', async () => {
    account = await Account.createWith('zsh', { ZDOTDIR: '~/dots' });
    await account.write('dots/.zshrc', '# mine\n');
    expect((await account.set(every)).ok).toBe(true);
    expect(Object.keys(await account.snapshot())).not.toContain('.zshrc');
    expect(await hashInNewShell(account, 'interactive')).toBe(hashOf(every));
  });

  it('zsh: ZDOTDIR from .zshenv, which a program with windows does not know', async () => {
    account = await Account.createWith('zsh', {});
    await account.write('.zshenv', 'echo a banner\nexport ZDOTDIR=~/"my dots"\n');
    await account.write('my dots/.zshrc', '# mine\n');
    expect((await account.set(every)).ok).toBe(true);
    expect(Object.keys(await account.snapshot())).not.toContain('.zshrc');
    expect(await hashInNewShell(account, 'login')).toBe(hashOf(every));
  });

  it('zsh: RC_QUOTES, under which two quotes within quotes are one', async () => {
    account = await Account.createWith('zsh', {});
    await account.write('.zshenv', 'setopt RC_QUOTES\n');
    const value = `''a''''b'''`;
    expect((await account.set(value, { place: 'block' })).ok).toBe(true);
    expect(await hashInNewShell(account, 'interactive')).toBe(hashOf(value));
  });
});
