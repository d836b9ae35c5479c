import process from 'node:process';
import { parseArgs } from 'node:util';
import { markdownOf, reportOf } from './report.ts';
import { simulate } from './simulate.ts';

const usage = 'usage: npm run -s bench:policy -- [--json] [--days N] [--seed S] [--poll-seconds P] [--wrong] [--late]';

/** Runs the simulation and prints its numbers: `--json` under the names of issue 4, otherwise a table for people. */
async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      json: { type: 'boolean', default: false },
      days: { type: 'string', default: '2000' },
      seed: { type: 'string', default: '1' },
      'poll-seconds': { type: 'string', default: '60' },
      late: { type: 'boolean', default: false },
      wrong: { type: 'boolean', default: false },
    },
  });
  const days = Number(values.days);
  const seed = Number(values.seed);
  const pollSeconds = Number(values['poll-seconds']);
  if (!(days > 0) || !Number.isInteger(seed) || !(pollSeconds >= 1)) {
    console.error(usage);
    return 2;
  }
  const outcome = await simulate({ seed, days, pollIntervalMs: pollSeconds * 1000, explain: values.late });
  if (values.late) for (const one of outcome.real.tally.overdue) console.error(JSON.stringify(one));
  if (values.wrong) for (const one of outcome.real.tally.wrongStops) console.error(JSON.stringify(one));
  if (values.json) {
    console.error(`One look every ${pollSeconds} s; all other settings are the defaults.`);
    process.stdout.write(`${JSON.stringify(reportOf(outcome))}\n`);
  } else process.stdout.write(`${markdownOf(outcome)}\n`);
  return 0;
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    console.error(
      error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS') ? usage : error,
    );
    process.exitCode = 2;
  },
);
