import { parseArgs } from 'node:util';
import { runCases, type FuzzOptions } from './run-cases.ts';

const usage = `Usage: npm run -s fuzz -- [--seconds N | --cases N] [--seed S] [--only CASE]

Changes the captures in test/captures in many ways and gives them to every parser, through the real runner, and to a watcher
over the real runtimes. The same seed gives the same cases.`;

function optionsFrom(args: readonly string[]): FuzzOptions | null {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({ args: [...args], options: { seconds: text, cases: text, seed: text, only: text } });
  const number = (value: string | undefined) => (value === undefined ? undefined : Number(value));
  const [seconds, cases, seed, only] = [values.seconds, values.cases, values.seed, values.only].map(number);
  if ([seconds, cases, seed, only].some((value) => value !== undefined && !(value >= 0))) return null;
  return {
    seed: seed ?? Math.floor(Math.random() * 2 ** 31),
    ...(cases !== undefined && { cases }),
    ...(seconds !== undefined && { seconds }),
    ...(seconds === undefined && cases === undefined && { seconds: 30 }),
    ...(only !== undefined && { only }),
  };
}

async function main(): Promise<number> {
  const options = optionsFrom(process.argv.slice(2));
  if (!options) {
    process.stderr.write(`${usage}\n`);
    return 2;
  }
  process.stdout.write(`seed ${options.seed}\n`);
  const startedMs = performance.now();
  const { cases, byKind, refused, failures } = await runCases(options);
  const kinds = Object.entries(byKind).map(([kind, count]) => `${count} ${kind}`);
  const seconds = ((performance.now() - startedMs) / 1000).toFixed(1);
  process.stdout.write(`${cases} cases in ${seconds} s (${kinds.join(', ')}), ${refused} answers refused by name\n`);
  for (const { index, kind, message } of failures) {
    process.stdout.write(`FAILED case ${index} (${kind}): ${message.slice(0, 600)}\n`);
    process.stdout.write(`  again: npm run -s fuzz -- --seed ${options.seed} --only ${index}\n`);
  }
  process.stdout.write(failures.length === 0 ? 'no failure\n' : `${failures.length} failures\n`);
  return failures.length === 0 ? 0 : 1;
}

main().then(
  (code) => (process.exitCode = code),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : 'failed'}\n\n${usage}\n`);
    process.exitCode = 2;
  },
);
