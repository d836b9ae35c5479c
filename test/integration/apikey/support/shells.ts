import { spawn } from 'node:child_process';
import { chmod, writeFile } from 'node:fs/promises';
import { ensureSystemPackages } from '../../../../scripts/lib/packages.ts';
import { hashOf, type Account, type RealShell } from './account.ts';

export const realShells: readonly RealShell[] = ['bash', 'zsh', 'fish'];

/** How a shell is started. A script is started from a new terminal, as people start theirs. */
export type Start = 'interactive' | 'login' | 'script';

export async function installShells(): Promise<void> {
  await ensureSystemPackages(['shells']);
}

/** The hash of the variable that a new shell hands on to its children; that of nothing when it hands none on. */
export async function hashInNewShell(account: Account, start: Start): Promise<string> {
  return hashOf(await valueInNewShell(account, start));
}

const begin = '<sandman<';
const end = '>sandman>';

/** The same for a start-up file that runs `print-key.sh` by itself and then ends the shell. */
export async function hashThatFilePrints(account: Account): Promise<string> {
  await writePrinter(account);
  return hashOf(between((await runShell(account, ['-i', '-c', 'true'])).stdout, account));
}

/** Kept to this module: a test compares hashes, so that no failure prints a key. */
async function valueInNewShell(account: Account, start: Start): Promise<Buffer> {
  const script = await writePrinter(account);
  const ask = start === 'script' ? `/bin/sh ${script}` : script;
  const { stdout } = await runShell(account, [...(start === 'login' ? ['-l', '-i'] : ['-i']), '-c', ask]);
  return between(stdout, account);
}

async function writePrinter(account: Account): Promise<string> {
  const script = account.path('print-key.sh');
  await writeFile(script, `#!/bin/sh\nprintf '${begin}%s${end}' "$ANTHROPIC_API_KEY"\n`);
  await chmod(script, 0o755);
  return script;
}

function between(stdout: Buffer, account: Account): Buffer {
  const from = stdout.lastIndexOf(begin);
  const to = stdout.lastIndexOf(end);
  if (from === -1 || to === -1) throw new Error(`${account.shell} did not get as far as printing`);
  return stdout.subarray(from + begin.length, to);
}

export async function runShell(
  account: Account,
  args: readonly string[],
): Promise<{ stdout: Buffer; stderr: string; code: number | null }> {
  const child = spawn(`/usr/bin/${account.shell}`, args, {
    env: account.env,
    cwd: account.home,
    stdio: 'pipe',
    detached: true,
  });
  child.stdin.end();
  const [out, err]: Buffer[][] = [[], []];
  child.stdout.on('data', (part: Buffer) => out?.push(part));
  child.stderr.on('data', (part: Buffer) => err?.push(part));
  const timer = setTimeout(() => child.pid !== undefined && process.kill(-child.pid, 'SIGKILL'), 20_000);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  clearTimeout(timer);
  return { stdout: Buffer.concat(out ?? []), stderr: Buffer.concat(err ?? []).toString(), code };
}
