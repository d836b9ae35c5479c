import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { findExecutable, type Surroundings } from '../process/find-executable.ts';
import { terminalPlan, type TerminalPlan } from './plan.ts';

/** `no-program`: the command itself is not on this machine; `no-terminal`: nothing to run it in was found or started. */
export type TerminalOutcome = 'opened' | 'no-program' | 'no-terminal';

/** Runs a command, given as a program's name and its arguments, in the user's own terminal. Only ever by a click. */
export async function openTerminal(
  [program, ...args]: readonly [string, ...string[]],
  surroundings: Surroundings,
): Promise<TerminalOutcome> {
  const find = (name: string) => findExecutable(name, surroundings);
  const file = await find(program);
  if (file === null) return 'no-program';
  const plan = await terminalPlan([file, ...args], surroundings.platform, find);
  if (plan === null) return 'no-terminal';
  return (await carryOut(plan, surroundings)) ? 'opened' : 'no-terminal';
}

async function carryOut(plan: TerminalPlan, { env, homeDir }: Surroundings): Promise<boolean> {
  if (plan.kind === 'start') return start(plan.file, plan.args, env, homeDir, plan.verbatim);
  const folder = await mkdtemp(path.join(os.tmpdir(), 'sandman-'));
  const script = path.join(folder, 'sandbox.command');
  await writeFile(script, plan.text, { mode: 0o700 });
  const isStarted = await start(plan.opener, [script], env, homeDir);
  if (!isStarted) await rm(folder, { recursive: true, force: true });
  return isStarted;
}

/** It goes on by itself, also when we end. */
function start(
  file: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  cwd: string,
  verbatim = false,
): Promise<boolean> {
  return new Promise((resolve) => {
    const options = { env, cwd, detached: true, stdio: 'ignore', windowsVerbatimArguments: verbatim } as const;
    const child = spawn(file, [...args], options);
    child.once('spawn', () => {
      child.unref();
      resolve(true);
    });
    child.once('error', () => resolve(false));
  });
}
