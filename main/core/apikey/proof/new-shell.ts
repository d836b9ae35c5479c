import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { message, type Message } from '../../i18n/message.ts';
import type { CommandResult, RunCommand } from '../../process/command.ts';
import { Secret } from '../secret.ts';
import { keyVariable } from '../shell-file/types.ts';
import type { KeyReading } from './reading.ts';

/** Start-up files may load a lot; after this time whatever they started is ended. */
const deadlineMs = 10_000;
const plainPath = '/usr/bin:/bin:/usr/sbin:/sbin';

/** They say where start-up files lie and who the user is; none of them can carry a key. */
const kept = ['HOME', 'USER', 'LOGNAME', 'TMPDIR', 'ZDOTDIR', 'XDG_CONFIG_HOME', 'XDG_DATA_HOME', 'XDG_RUNTIME_DIR'];

/** How a shell is opened: by a program that wants the environment of a login, or by the terminal of this OS. */
export type ShellKind = 'login' | 'terminal';

/**
 * The environment that a new shell is given: next to nothing, so that what it has afterwards comes from its own start-up
 * files and was not inherited from us.
 */
export function reducedEnvironment(env: NodeJS.ProcessEnv, shell: string): NodeJS.ProcessEnv {
  const few = Object.fromEntries(kept.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]]])));
  return { ...few, SHELL: shell, TERM: 'dumb', PATH: plainPath };
}

export interface NewShellParts {
  /** Runs programs in `reducedEnvironment`. */
  readonly run: RunCommand;
  /** Absolute path of the account's login shell. */
  readonly shell: string;
  readonly platform: NodeJS.Platform;
}

/**
 * The key that a fresh shell exports. It runs the user's start-up files, so it is only asked when the user wants to know.
 * The value comes over a pipe into a `Secret`. Never throws.
 */
export async function keyOfNewShell(parts: NewShellParts, kind: ShellKind): Promise<KeyReading> {
  const marker = randomBytes(12).toString('hex');
  const result = await parts.run(parts.shell, shellArguments(parts, kind, marker), { deadlineMs, secretOutput: true });
  const found = betweenMarkers(result.secretStdout?.reveal() ?? '', marker);
  // After the deadline a shell may go on with half of its start-up files: an interactive one ignores SIGTERM.
  if (found === null || result.outcome === 'timed-out') return { has: 'unknown', detail: reason(parts.shell, result) };
  return found.startsWith('=') ? { has: 'yes', key: new Secret(found.slice(1)) } : { has: 'no' };
}

/**
 * A child of the shell prints it, because only what is exported reaches a child. No backslash and no quote stands inside the
 * single quotes: these are then the same in bash, zsh, fish and csh.
 */
function shellArguments({ shell, platform }: NewShellParts, kind: ShellKind, marker: string): readonly string[] {
  const print = `printf "${marker}<%s%s>${marker}" "\${${keyVariable}+=}" "$${keyVariable}"`;
  const command = `/bin/sh -c '${print}'`;
  // csh knows -l only when it stands alone; it reads its start-up file in any case.
  if (/^t?csh$/.test(path.basename(shell))) return ['-c', command];
  // Terminals of macOS open login shells, those of Linux do not (bash(1), "Invocation").
  return kind === 'login' || platform === 'darwin' ? ['-l', '-i', '-c', command] : ['-i', '-c', command];
}

/** Start-up files may print anything before and after. */
function betweenMarkers(output: string, marker: string): string | null {
  const end = output.lastIndexOf(`>${marker}`);
  const start = output.lastIndexOf(`${marker}<`, end);
  return start === -1 || end === -1 ? null : output.slice(start + marker.length + 1, end);
}

function reason(shell: string, { outcome, durationMs }: CommandResult): Message {
  const name = path.basename(shell);
  if (outcome === 'timed-out')
    return message('keyProof.shellSlow', { shell: name, seconds: Math.round(durationMs / 1000) });
  if (outcome === 'not-found') return message('keyProof.shellMissing', { shell });
  return message('keyProof.shellEnded', { shell: name });
}
