import { parseArgs } from 'node:util';
import { buildSubject, labWith, lookRow, measure, restRow, type LookRow } from './measure.ts';
import { reportText, type FullReport, type Report } from './report.ts';

const runtimes = ['sbx', 'docker-sandbox', 'containers'] as const;
const fleets = [1, 10, 50, 200];
const restSandboxes = 5;
const pollEveryMs = 4_000;
/** Enough for a 95th percentile; a look over commands takes its time. */
const looksOf = { sbx: 80, 'docker-sandbox': 24, containers: 40 } as const;

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    seconds: { type: 'string', default: '60' },
    growth: { type: 'string', default: '1000' },
  },
});
const seconds = Number(values.seconds);
const growthLooks = Number(values.growth);
if (!(seconds >= 1) || !(growthLooks >= 10)) {
  console.error('Usage: npm run -s bench:observe -- [--json] [--seconds N] [--growth LOOKS]');
  process.exit(2);
}

/** All that only waits is measured at the same time: processor time is counted for each process by itself. */
async function atRest(): Promise<Pick<FullReport, 'rest' | 'others' | 'polling'>> {
  const labs = await Promise.all([
    ...runtimes.map((runtime) => labWith(runtime, restSandboxes)),
    labWith('sbx', restSandboxes),
  ]);
  try {
    const rows = await Promise.all(
      labs.map(async (lab, index) => {
        const runtime = runtimes[index] ?? 'sbx';
        const polls = index === runtimes.length;
        const found = await measure(
          lab,
          polls ? { kind: 'poll-cli', everyMs: pollEveryMs, seconds } : { kind: 'rest', runtime, seconds },
        );
        return restRow(lab, runtime, restSandboxes, found);
      }),
    );
    const [rest, plugin, containers, polling] = rows;
    if (!rest || !plugin || !containers || !polling) throw new Error('a measurement is missing');
    return { rest, others: [plugin, containers], polling };
  } finally {
    await Promise.all(labs.map((lab) => lab.dispose()));
  }
}

async function looks(): Promise<readonly LookRow[]> {
  const rows: LookRow[] = [];
  for (const runtime of runtimes) {
    for (const sandboxes of fleets) {
      const lab = await labWith(runtime, sandboxes);
      try {
        const found = await measure(lab, { kind: 'looks', runtime, looks: looksOf[runtime] });
        rows.push(lookRow(runtime, sandboxes, found));
      } finally {
        await lab.dispose();
      }
    }
  }
  return rows;
}

async function growthBytesPer1000Looks(): Promise<number> {
  const lab = await labWith('sbx', 10);
  try {
    const { growthBytes } = await measure(lab, { kind: 'growth', runtime: 'sbx', looks: growthLooks });
    return Math.round(((growthBytes ?? NaN) * 1000) / growthLooks);
  } finally {
    await lab.dispose();
  }
}

await buildSubject();
const waiting = await atRest();
const full: FullReport = {
  ...waiting,
  looks: await looks(),
  growthBytesPer1000Looks: await growthBytesPer1000Looks(),
  pollingCli4s: { cpuFraction: waiting.polling.cpuFraction, spawnsPerMinute: waiting.polling.spawnsPerMinute },
  ratio: waiting.polling.cpuFraction / waiting.rest.cpuFraction,
};
const { rest, pollingCli4s, ratio } = full;
const report: Report = {
  rest,
  looks: full.looks,
  growthBytesPer1000Looks: full.growthBytesPer1000Looks,
  pollingCli4s,
  ratio,
};
console.log(values.json ? JSON.stringify(report) : reportText(full));
