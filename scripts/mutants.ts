import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Stryker } from '@stryker-mutator/core';
import { projectRoot } from './lib/root.ts';
import { PlainError, runMain, say } from './lib/say.ts';

/** The least share of mutants, in per cent, that the tests have to notice. */
const leastScore = 90;

/** Parts that each take a few minutes: one process over everything is killed on a small machine before it is done. */
const parts: Readonly<Record<string, readonly string[]>> = {
  signs: ['main/core/activity/{signs,resting,quiet}.ts'],
  votes: ['main/core/activity/votes.ts'],
  clock: ['main/core/activity/{idle-clock,before,gap,grace}.ts'],
  learned: ['main/core/activity/{habits,lore,lone-signs,hindsight}.ts'],
  rules: ['main/core/policy/{case,decide,holds,idle,memory-stop,schedule}.ts'],
  victims: ['main/core/policy/victims.ts'],
  times: ['main/core/policy/{slots,schedule-times}.ts'],
  memory: ['main/core/policy/memory.ts'],
  causes: ['main/core/policy/memory-causes.ts'],
};

interface Mutant {
  readonly status: string;
  readonly mutatorName: string;
  readonly replacement?: string;
  readonly location: { readonly start: { readonly line: number; readonly column: number } };
}
interface Report {
  readonly files: Readonly<Record<string, { readonly mutants: readonly Mutant[] }>>;
}

const outDir = path.join(projectRoot, 'out', 'mutants');
const reportOf = (part: string) => path.join(outDir, `${part}.json`);

/** `test:mutants [PART…]`: breaks the code in every small way and counts what the tests notice. Without a part: all of them. */
runMain(async () => {
  // The worker threads that Stryker runs tests in cannot set the zone themselves.
  process.env['TZ'] = 'Europe/Berlin';
  const wanted = process.argv.slice(2);
  const unknown = wanted.filter((part) => !Object.hasOwn(parts, part));
  if (unknown.length > 0)
    throw new PlainError(`There is no part ${unknown.join(', ')}; there are ${Object.keys(parts).join(', ')}.`);
  await mkdir(outDir, { recursive: true });
  const names = wanted.length > 0 ? wanted : Object.keys(parts);
  for (const part of names) await mutate(part, parts[part] ?? []);
  const score = await summarise(names);
  return score < leastScore ? 1 : 0;
});

async function mutate(part: string, files: readonly string[]): Promise<void> {
  // A mutant is looked for by the tests of its own folder: the others would only take time.
  process.env['SANDMAN_MUTANT_TESTS'] = files.every((file) => file.includes('/activity/')) ? 'activity' : 'policy';
  const stryker = new Stryker({
    mutate: [...files],
    testRunner: 'vitest',
    vitest: { configFile: 'vitest.mutants.config.ts', related: false },
    coverageAnalysis: 'perTest',
    plugins: ['@stryker-mutator/vitest-runner'],
    reporters: ['json', 'html', 'progress-append-only'],
    jsonReporter: { fileName: reportOf(part) },
    htmlReporter: { fileName: path.join(outDir, `${part}.html`) },
    tempDirName: path.join(outDir, 'sandbox'),
    concurrency: 2,
    // A machine with other work to do is no sign of a loop without an end: what runs out of time counts as noticed.
    timeoutMS: 20_000,
    // What stands in a table at the top of a module is mutated only under all tests; nothing there decides anything alone.
    ignoreStatic: true,
    ignorePatterns: ['/assets', '/out', '/dist', '/renderer', '/test/e2e', '/test/lab'],
    allowConsoleColors: false,
    logLevel: 'warn',
  } as ConstructorParameters<typeof Stryker>[0]);
  await stryker.runMutationTest();
}

/** Prints one line a file and the mutants that lived; returns the score over all parts in per cent. */
async function summarise(names: readonly string[]): Promise<number> {
  let caughtInAll = 0;
  let countInAll = 0;
  const survivors: string[] = [];
  for (const part of names) {
    const report = JSON.parse(await readFile(reportOf(part), 'utf8')) as Report;
    for (const [file, { mutants }] of Object.entries(report.files)) {
      const counted = mutants.filter(({ status }) => ['Killed', 'Timeout', 'Survived', 'NoCoverage'].includes(status));
      const lived = counted.filter(({ status }) => status === 'Survived' || status === 'NoCoverage');
      const endless = counted.filter(({ status }) => status === 'Timeout').length;
      caughtInAll += counted.length - lived.length;
      countInAll += counted.length;
      const hung = endless === 0 ? '' : `, ${endless} of them because they did not end`;
      say(`${file}: ${counted.length - lived.length} of ${counted.length} noticed${hung}`);
      for (const { location, mutatorName, replacement } of lived) {
        survivors.push(
          `  ${file}:${location.start.line}:${location.start.column} ${mutatorName} → ${replacement ?? ''}`,
        );
      }
    }
  }
  const score = countInAll === 0 ? 0 : (100 * caughtInAll) / countInAll;
  const line = `Mutation score: ${score.toFixed(1)} % (${caughtInAll} of ${countInAll} mutants noticed)`;
  await writeFile(path.join(outDir, 'summary.txt'), `${[line, 'Not noticed:', ...survivors].join('\n')}\n`);
  for (const survivor of survivors) say(survivor);
  say(line);
  return score;
}
