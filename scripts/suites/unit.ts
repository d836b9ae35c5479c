import path from 'node:path';
import { execa } from 'execa';
import { projectRoot } from '../lib/root.ts';
import { tallyFrom, type Tally } from './tally.ts';

interface VitestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly testResults: readonly {
    readonly name: string;
    /** Also when its file could not even be loaded. */
    readonly status: string;
    readonly message: string;
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[];
  }[];
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
    failures: failuresIn(one),
  }));
}

function failuresIn({ testResults }: VitestReport): readonly string[] {
  return testResults.flatMap(({ name, status, message, assertionResults }) => {
    const file = path.relative(projectRoot, name);
    const failed = assertionResults.filter((one) => one.status === 'failed');
    if (failed.length === 0 && status === 'failed') return [`${file}: ${message}`];
    return failed.map(({ fullName }) => `${file}: ${fullName}`);
  });
}
