import { spawn } from 'node:child_process';
import path from 'node:path';
import { projectRoot } from '../../../../scripts/lib/root.ts';
import type { Account } from './account.ts';

export interface CliResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const tsx = path.join(projectRoot, 'node_modules', 'tsx', 'dist', 'cli.mjs');
const cli = path.join(projectRoot, 'main', 'cli.ts');

/** The real command line as a process of its own, with the account's environment. `program`: a bundle of it. */
export async function runCli(
  account: Account,
  args: readonly string[],
  input = '',
  { program = null, onStart = () => {} }: { program?: string | null; onStart?: (pid: number) => void } = {},
): Promise<CliResult> {
  const words = program === null ? [tsx, cli] : [program];
  const child = spawn(process.execPath, [...words, ...args], { env: account.env, cwd: account.home, stdio: 'pipe' });
  if (child.pid !== undefined) onStart(child.pid);
  child.stdin.on('error', () => {});
  child.stdin.end(input);
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (part) => (stdout += String(part)));
  child.stderr.on('data', (part) => (stderr += String(part)));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  return { code, stdout, stderr };
}
