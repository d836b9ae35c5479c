import path from 'node:path';
import { execa } from 'execa';
import { projectRoot } from '../lib/root.ts';
import { tallyFrom, type Tally } from './tally.ts';

interface VitestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
}

/** Unit and integration tests, in plain Node. */
export function runUnit({ output, extra }: { output: string; extra: readonly string[] }): Promise<Tally> {
  return runVitest(output, 'unit', extra);
}

/** Runs vitest with its report in `output`, under this name. */
export async function runVitest(output: string, name: string, extra: readonly string[]): Promise<Tally> {
  const report = path.join(output, `${name}.json`);
  const args = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...extra];
  const { exitCode } = await execa('vitest', args, {
    cwd: projectRoot,
    preferLocal: true,
    stdio: ['ignore', 'inherit', 'inherit'],
    reject: false,
  });
  return tallyFrom(report, exitCode, (one: VitestReport) => ({
    passed: one.numPassedTests,
    failed: one.numFailedTests,
    skipped: one.numPendingTests + one.numTodoTests,
  }));
}
