import { stat } from 'node:fs/promises';
import path from 'node:path';
import { message, quoted, type Message } from '../core/i18n/message.ts';
import type { AppState, SandboxState } from '../core/model/app-state.ts';
import { runCommand, runWords } from '../core/model/run-command.ts';
import { recreationOf } from '../core/model/recreate.ts';
import type { IntentResult } from '../core/model/service.ts';
import type { TerminalOutcome } from '../core/terminal/open-terminal.ts';
import type { CallHandlers } from './ipc.ts';

export interface CardParts {
  readonly getState: () => AppState;
  /** Shows a folder in the file manager; an empty text, or what went wrong. */
  readonly openFolder: (folder: string) => Promise<string>;
  readonly openAddress: (url: string) => Promise<void>;
  readonly copyText: (text: string) => Promise<void>;
  readonly openTerminal: (command: readonly [string, ...string[]]) => Promise<TerminalOutcome>;
}

type CardCall = 'openWorkspace' | 'openPort' | 'openAgent' | 'copyCommand' | 'copyRecreateStep';

/**
 * The actions of a card that leave the app. The page only says which sandbox is meant: paths, ports and commands are those
 * of the state, so a page that was taken over can open nothing else.
 */
export function cardHandlers(parts: CardParts): Pick<CallHandlers, CardCall> {
  const find = (key: string) => parts.getState().sandboxes.find((one) => one.key === key);
  const commandOf = (sandbox: SandboxState) => runCommand(sandbox, parts.getState().shell);
  const withSandbox = async (key: string, act: (sandbox: SandboxState) => Promise<IntentResult> | IntentResult) => {
    const sandbox = find(key);
    return sandbox ? act(sandbox) : refused(message('failure.noSandbox'));
  };
  // The command that makes it anew is wanted when it is gone.
  const lastRecreated = new Map<string, SandboxState>();
  return {
    openWorkspace: ({ key }) =>
      withSandbox(key, async ({ workspaces }) => {
        const folder = workspaces[0];
        if (folder === undefined || !(await isLocalFolder(folder))) return refused(message('failure.noFolder'));
        const failure = await parts.openFolder(folder);
        return failure === '' ? { ok: true } : refused(quoted(failure));
      }),
    openPort: ({ key, hostPort }) =>
      withSandbox(key, async ({ ports }) => {
        if (!ports?.some((one) => one.hostPort === hostPort)) return refused(message('failure.noPort'));
        await parts.openAddress(`http://localhost:${hostPort}/`);
        return { ok: true };
      }),
    openAgent: ({ key }) =>
      withSandbox(key, async (sandbox) => {
        const [words, command] = [runWords(sandbox), commandOf(sandbox)];
        if (words === null || command === null) return refused(message('failure.noCommand'));
        const outcome = await parts.openTerminal(words);
        if (outcome === 'opened') return { ok: true };
        await parts.copyText(command);
        return refused(message(`terminal.${outcome}`, { program: words[0], command }));
      }),
    copyRecreateStep: async ({ key, step }) => {
      const sandbox = find(key) ?? lastRecreated.get(key);
      const recreation = sandbox && recreationOf(sandbox, parts.getState().shell);
      if (recreation?.kind !== 'steps') return refused(message('failure.noSandbox'));
      lastRecreated.set(key, sandbox as SandboxState);
      await parts.copyText(recreation.commands[step]);
      return { ok: true };
    },
    copyCommand: ({ key }) =>
      withSandbox(key, async (sandbox) => {
        const command = commandOf(sandbox);
        if (command === null) return refused(message('failure.noCommand'));
        await parts.copyText(command);
        return { ok: true };
      }),
  };
}

/** A folder, and no program: what is opened is what the file manager shows. Paths of other machines are not asked for. */
async function isLocalFolder(folder: string): Promise<boolean> {
  if (!path.isAbsolute(folder) || folder.startsWith('\\\\') || folder.startsWith('//')) return false;
  return stat(folder).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

function refused(why: Message): IntentResult {
  return { ok: false, message: why };
}
