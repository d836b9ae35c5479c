import { execa, type Options, type ResultPromise } from 'execa';
import type { Identity } from './user.ts';

/** How long a process gets between SIGTERM and SIGKILL. */
const graceMs = 3_000;

export interface StartOptions {
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
  /** Run as this user; null for the one that we are. */
  readonly as?: Identity | null;
  readonly stdio?: Options['stdio'];
}

/** The long-running processes that somebody started and has to end. */
export class Processes {
  readonly #running: ResultPromise<Options>[] = [];

  /** Starts it in a group of its own, so that its children end with it. */
  start(file: string, args: readonly string[], options: StartOptions = {}): ResultPromise<Options> {
    const { command, rest, settings } = runAs(options.as ?? null, file, args);
    const child: ResultPromise<Options> = execa(command, rest, {
      stdio: options.stdio ?? 'ignore',
      cwd: options.cwd ?? '/',
      reject: false,
      detached: true,
      buffer: false,
      ...settings,
      env: { ...settings.env, ...options.env },
    });
    this.#running.push(child);
    return child;
  }

  /** Ends them, the youngest first, and waits until they are gone. */
  async dispose(): Promise<void> {
    for (const child of this.#running.splice(0).reverse()) await endGroup(child);
  }
}

/** Asks the first process to end, gives it time to end its children in good order, and then kills what is left of the group. */
export async function endGroup(child: ResultPromise<Options>): Promise<void> {
  child.kill('SIGTERM');
  const timer = setTimeout(() => signalGroup(child.pid, 'SIGKILL'), graceMs);
  await child;
  clearTimeout(timer);
  // Children that outlived their parent are in the same group.
  signalGroup(child.pid, 'SIGKILL');
}

function signalGroup(pid: number | undefined, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch {
    // The group is gone.
  }
}

/** How a command is run as somebody else: the words of the command, and execa's settings. */
export function runAs(as: Identity | null, file: string, args: readonly string[]) {
  const [command, ...rest] = [...(as?.prefix ?? []), file, ...args] as [string, ...string[]];
  const env: NodeJS.ProcessEnv = as?.name ? { HOME: as.home, USER: as.name, LOGNAME: as.name } : {};
  return { command, rest, settings: { env, ...as?.user } };
}
