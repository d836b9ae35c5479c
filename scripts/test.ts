import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { build } from './build.ts';
import { noEngineBecause } from './lib/engine.ts';
import { ensureElectron } from './lib/electron.ts';
import { ensureSystemPackages } from './lib/packages.ts';
import { projectRoot } from './lib/root.ts';
import { PlainError, runMain, say } from './lib/say.ts';
import { runChecks } from './suites/checks.ts';
import { runE2e } from './suites/e2e.ts';
import { runStart } from './suites/start.ts';
import { emptyTally, sumOf, type Tally } from './suites/tally.ts';
import { runUnit } from './suites/unit.ts';

const suiteNames = ['checks', 'unit', 'e2e', 'start'] as const;
type SuiteName = (typeof suiteNames)[number];

/** Runs all suites, or the one that `--only` names; what follows it goes to that suite's runner. */
async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    args: process.argv.slice(2),
    options: { only: { type: 'string' } },
    allowPositionals: true,
  });
  const wanted = suiteNames.filter((name) => values.only === undefined || name === values.only);
  if (wanted.length === 0)
    throw new PlainError(`There is no suite "${values.only}". There are: ${suiteNames.join(', ')}`);
  await ensureSystemPackages([
    'electron',
    'desktop',
    'shells',
    ...(process.getuid?.() === 0 ? (['engine'] as const) : []),
  ]);
  const electron = await ensureElectron();
  say(`Electron ${electron.version}${electron.official ? '' : ' (not the one that is shipped)'}: building`);
  await build();
  const output = path.join(projectRoot, 'test-results');
  await rm(output, { recursive: true, force: true });
  await mkdir(output, { recursive: true });
  const scratch = await mkdtemp(path.join(os.tmpdir(), 'sandman-test-'));
  await chmod(scratch, 0o755);
  try {
    return await runSuites(wanted, { output, scratch, electron, extra: positionals });
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

type Context = Parameters<typeof runE2e>[0];

async function runSuites(wanted: readonly SuiteName[], context: Context): Promise<number> {
  const runners: Readonly<Record<SuiteName, (context: Context) => Promise<Tally>>> = {
    checks: runChecks,
    unit: runUnit,
    e2e: runE2e,
    start: runStart,
  };
  let total = emptyTally;
  for (const name of wanted) {
    const startedMs = performance.now();
    const tally = await runners[name](context);
    total = sumOf(total, tally);
    const seconds = Math.round((performance.now() - startedMs) / 1000);
    say(`${name}: ${tally.passed} passed, ${tally.failed} failed, ${tally.skipped} skipped in ${seconds} s`);
  }
  const noEngine = noEngineBecause();
  if (wanted.includes('e2e') && noEngine !== null) {
    say(`SKIPPED, LOUDLY: nothing was tried against a real Docker Engine, because ${noEngine}.`);
  }
  for (const failure of total.failures) say(`FAILED: ${failure}`);
  // Where nobody looks at the output a skipped test is a test that did not run.
  const failed = total.failed + (process.env['CI'] ? total.skipped : 0);
  console.log(`${total.passed} passed, ${failed} failed`);
  return failed === 0 && total.passed > 0 ? 0 : 1;
}

runMain(main);
