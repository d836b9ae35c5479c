import os from 'node:os';
import { describe, expect, it } from 'vitest';
import type { TerminalOutcome } from '../../../main/core/terminal/open-terminal.ts';
import { cardHandlers } from '../../../main/shell/card-handlers.ts';
import { appState, sandboxState } from '../support/state.ts';

const key = 'sbx/api';

function given(
  patch: Parameters<typeof sandboxState>[1] = {},
  terminal: TerminalOutcome = 'opened',
  shell: 'posix' | 'windows' = 'posix',
) {
  const done: string[] = [];
  const handlers = cardHandlers({
    getState: () => appState([sandboxState('api', patch)], { shell }),
    openFolder: (folder) => {
      done.push(`folder ${folder}`);
      return Promise.resolve('');
    },
    openAddress: (url) => {
      done.push(`address ${url}`);
      return Promise.resolve();
    },
    openTerminal: (words) => {
      done.push(`terminal ${JSON.stringify(words)}`);
      return Promise.resolve(terminal);
    },
    copyText: (text) => {
      done.push(`copied ${text}`);
      return Promise.resolve();
    },
  });
  return { done, ...handlers };
}

describe('a card', () => {
  it('opens the first workspace in the file manager', async () => {
    const { openWorkspace, done } = given({ workspaces: [os.tmpdir(), '/other'] });
    expect(await openWorkspace({ key })).toEqual({ ok: true });
    expect(done).toEqual([`folder ${os.tmpdir()}`]);
  });

  it.each([['/nowhere/at/all'], ['relative'], ['//server/share'], ['\\\\server\\share'], ['/bin/sh']])(
    'does not open %s: it is no folder of this machine',
    async (folder) => {
      const { openWorkspace, done } = given({ workspaces: [folder] });
      expect(await openWorkspace({ key })).toMatchObject({ ok: false });
      expect(done).toEqual([]);
    },
  );

  it('opens a published port in the browser, and no other', async () => {
    const { openPort, done } = given({ ports: [{ hostPort: 8080, sandboxPort: 3000 }] });
    expect(await openPort({ key, hostPort: 8080 })).toEqual({ ok: true });
    expect(await openPort({ key, hostPort: 22 })).toMatchObject({ ok: false });
    expect(done).toEqual(['address http://localhost:8080/']);
  });

  it('copies the command that leads back into it', async () => {
    const { copyCommand, done } = given();
    expect(await copyCommand({ key })).toEqual({ ok: true });
    expect(done).toEqual(['copied sbx run api']);
  });

  it('copies what it shows, for the shells of its machine', async () => {
    const { copyCommand, done } = given({ name: 'my api' }, 'opened', 'windows');
    expect(await copyCommand({ key })).toEqual({ ok: true });
    expect(done).toEqual(['copied sbx run "my api"']);
    const unsafe = given({ name: '%TEMP%' }, 'opened', 'windows');
    expect(await unsafe.copyCommand({ key })).toEqual({ ok: false, message: { id: 'failure.noCommand' } });
    expect(unsafe.done).toEqual([]);
  });

  it('opens its agent in a terminal, by the words of the state', async () => {
    const { openAgent, done } = given({ runtime: 'docker-sandbox' });
    expect(await openAgent({ key })).toEqual({ ok: true });
    expect(done).toEqual(['terminal ["docker","sandbox","run","api"]']);
  });

  it.each(['no-terminal', 'no-program'] as const)(
    'copies the command and says so where there is %s',
    async (outcome) => {
      const { openAgent, done } = given({}, outcome);
      expect(await openAgent({ key })).toMatchObject({
        ok: false,
        message: { id: `terminal.${outcome}`, values: { program: 'sbx', command: 'sbx run api' } },
      });
      expect(done.at(-1)).toBe('copied sbx run api');
    },
  );

  it('has no agent to open when it is made up', async () => {
    const { openAgent, done } = given({ runtime: 'demo' });
    expect(await openAgent({ key })).toMatchObject({ ok: false });
    expect(done).toEqual([]);
  });

  it('of a sandbox that is gone does nothing', async () => {
    const { copyCommand, openWorkspace, openPort, done } = given();
    for (const answer of [
      copyCommand({ key: 'sbx/gone' }),
      openWorkspace({ key: 'sbx/gone' }),
      openPort({ key: 'sbx/gone', hostPort: 80 }),
    ]) {
      expect(await answer).toEqual({ ok: false, message: { id: 'failure.noSandbox' } });
    }
    expect(done).toEqual([]);
  });
});
