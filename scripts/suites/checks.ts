import { execa } from 'execa';
import { projectRoot } from '../lib/root.ts';
import { say } from '../lib/say.ts';
import { emptyTally, type Tally } from './tally.ts';

const checks = [
  { name: 'format', args: ['prettier', '--check', '.'] },
  { name: 'lint', args: ['eslint', '.', '--max-warnings', '0'] },
  { name: 'types', args: ['tsc', '-p', 'tsconfig.json'] },
] as const;

/** Format, lint and types: each is one test. */
export async function runChecks(): Promise<Tally> {
  let tally = emptyTally;
  for (const { name, args } of checks) {
    const [file, ...rest] = args;
    const { failed } = await execa(file, rest, {
      cwd: projectRoot,
      preferLocal: true,
      stdio: 'inherit',
      reject: false,
    });
    say(`${name}: ${failed ? 'FAILED' : 'ok'}`);
    tally = failed
      ? { ...tally, failed: tally.failed + 1, failures: [...tally.failures, name] }
      : { ...tally, passed: tally.passed + 1 };
  }
  return tally;
}
