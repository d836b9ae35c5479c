import { readFile } from 'node:fs/promises';

/** How many tests of a suite came out how. */
export interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** The names of those that failed, for whoever sees only the end of the output. */
  readonly failures: readonly string[];
}

export const emptyTally: Tally = { passed: 0, failed: 0, skipped: 0, failures: [] };

export function sumOf(a: Tally, b: Tally): Tally {
  return {
    passed: a.passed + b.passed,
    failed: a.failed + b.failed,
    skipped: a.skipped + b.skipped,
    failures: [...a.failures, ...b.failures],
  };
}

/** Reads the report that a test runner has written. One that died before it wrote any counts as one failure. */
export async function tallyFrom(
  file: string,
  exitCode: number | undefined,
  read: (report: never) => Tally,
): Promise<Tally> {
  const text = await readFile(file, 'utf8').catch(() => null);
  if (text === null) return { ...emptyTally, failed: 1, failures: [`no report: ${file}`] };
  const tally = read(JSON.parse(text) as never);
  // A runner can fail without a failed test: an error outside of tests, or no tests at all.
  return exitCode !== 0 && tally.failed === 0
    ? { ...tally, failed: 1, failures: ['an error outside of the tests'] }
    : tally;
}
