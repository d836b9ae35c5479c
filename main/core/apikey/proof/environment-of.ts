import { readFile } from 'node:fs/promises';
import { message } from '../../i18n/message.ts';
import type { RunCommand } from '../../process/command.ts';
import { Secret } from '../secret.ts';
import { keyVariable } from '../shell-file/types.ts';
import type { KeyReading } from './reading.ts';

const psDeadlineMs = 5_000;

/** The key in the environment of a process; null when it is gone or belongs to another user. Never throws. */
export type KeyOfProcess = (pid: number) => Promise<KeyReading | null>;

export function keyOfProcess(platform: NodeJS.Platform, run: RunCommand): KeyOfProcess {
  switch (platform) {
    case 'linux':
      return fromProc;
    case 'darwin':
      return (pid) => fromPs(pid, run);
    default:
      return () => Promise.resolve({ has: 'unknown', detail: message('keyProof.noEnvironment') });
  }
}

async function fromProc(pid: number): Promise<KeyReading | null> {
  try {
    // Not the owner of the file: that is root for a program that may not be dumped.
    const user = /^Uid:\s+(\d+)/m.exec(await readFile(`/proc/${pid}/status`, 'utf8'))?.[1];
    if (user !== String(process.getuid?.())) return null;
  } catch {
    return null;
  }
  try {
    return parseEnviron(await readFile(`/proc/${pid}/environ`));
  } catch {
    return { has: 'unknown', detail: message('keyProof.daemonUnread') };
  }
}

/** `NAME=value` entries that end in a zero byte (proc(5)). The first one counts, as in getenv(3). */
export function parseEnviron(environ: Buffer): KeyReading {
  const entries = environ.toString('latin1').split('\0');
  const entry = entries.find((one) => one.startsWith(`${keyVariable}=`));
  if (entry === undefined) return { has: 'no' };
  return { has: 'yes', key: new Secret(Buffer.from(entry.slice(keyVariable.length + 1), 'latin1').toString('utf8')) };
}

async function fromPs(pid: number, run: RunCommand): Promise<KeyReading | null> {
  const options = { deadlineMs: psDeadlineMs, secretOutput: true };
  const result = await run('/bin/ps', ['eww', '-o', 'uid=', '-o', 'command=', '-p', String(pid)], options);
  const output = result.secretStdout?.reveal().trim() ?? '';
  // It ends with 1 when there is no such process.
  if (result.outcome === 'exited' && output === '') return null;
  if (result.outcome !== 'exited' || result.exitCode !== 0) {
    return { has: 'unknown', detail: message('keyProof.daemonUnread') };
  }
  const [user, ...words] = output.split(' ');
  return user === String(process.getuid?.()) ? parsePsEnvironment(words.join(' ')) : null;
}

/**
 * `ps eww` prints the arguments and then the environment, all separated by spaces and nothing quoted (captured in
 * docker/desktop-feedback#271). A key holds no space, so it is found; a program that hides its environment shows none at all.
 */
export function parsePsEnvironment(line: string): KeyReading {
  const words = line.trim().split(/\s+/);
  if (!words.some((word) => /^(PATH|HOME|USER|PWD|TMPDIR)=/.test(word))) {
    return { has: 'unknown', detail: message('keyProof.daemonHidden') };
  }
  const values = new Set(
    words.flatMap((word) => (word.startsWith(`${keyVariable}=`) ? [word.slice(keyVariable.length + 1)] : [])),
  );
  const [value] = values;
  if (value === undefined) return { has: 'no' };
  // The value of some other variable may look like ours.
  if (values.size > 1) return { has: 'unknown', detail: message('keyProof.daemonUnclear') };
  return { has: 'yes', key: new Secret(value) };
}
