import os from 'node:os';
import path from 'node:path';
import type { Shell, ShellKind } from './types.ts';

/** The login shell that the user database names; null where it names none that a person could use. */
export function accountShell(userInfo: () => { readonly shell: string | null } = os.userInfo): string | null {
  try {
    return usable(userInfo().shell);
  } catch {
    // An account without an entry, as in some containers.
    return null;
  }
}

/** `$SHELL` may be that of another program, or be missing in one that a desktop started: the account comes first. */
export function chooseShell(account: string | null, env: NodeJS.ProcessEnv, chosen: ShellKind | undefined): Shell {
  const program = account ?? usable(env['SHELL'] ?? null);
  if (chosen !== undefined) {
    const isThatOne = program !== null && kindOf(program) === chosen;
    return { kind: chosen, path: isThatOne ? program : null, from: 'chosen' };
  }
  if (program === null) return { kind: 'other', path: null, from: 'unknown' };
  return { kind: kindOf(program), path: program, from: account === null ? 'environment' : 'account' };
}

function kindOf(program: string): ShellKind {
  const name = path.basename(program).replace(/^-/, '');
  return name === 'zsh' || name === 'bash' || name === 'fish' ? name : 'other';
}

function usable(program: string | null): string | null {
  return program === null || program === '' || /(?:^|\/)(?:nologin|false|true|sync)$/.test(program) ? null : program;
}
