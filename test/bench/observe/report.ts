import type { LookRow, RestRow } from './measure.ts';

export interface Report {
  readonly rest: RestRow;
  readonly looks: readonly LookRow[];
  readonly growthBytesPer1000Looks: number;
  readonly pollingCli4s: { readonly cpuFraction: number; readonly spawnsPerMinute: number };
  /** How many times the processor time of this program polling the command line takes. */
  readonly ratio: number;
}

export interface FullReport extends Report {
  /** The other runtimes at rest, and the polling program as the same kind of row. */
  readonly others: readonly RestRow[];
  readonly polling: RestRow;
}

const percent = (fraction: number) => `${(fraction * 100).toFixed(3)} %`;
const ms = (value: number) => value.toFixed(2);
const row = (...cells: readonly (string | number)[]) => cells.map((cell) => String(cell).padStart(16)).join('');

/** The same figures for people. */
export function reportText(report: FullReport): string {
  const { rest, others, polling, looks } = report;
  const restLine = (name: string, one: RestRow) =>
    row(
      name,
      one.sandboxes,
      percent(one.cpuFraction),
      one.spawnsPerMinute.toFixed(1),
      one.requestsPerMinute.toFixed(1),
    );
  return [
    `At rest, nothing open, ${rest.seconds} s of real time (share of one core, children included)`,
    row('', 'sandboxes', 'CPU', 'spawns/min', 'requests/min'),
    ...[rest, ...others].map((one) => restLine(one.runtime, one)),
    restLine('sbx ls every 4 s', polling),
    `Polling the command line takes ${report.ratio.toFixed(0)} times the processor time.`,
    'The command here is a stand-in that starts Node; the real one is another program, whose cost is not known here.',
    '',
    'One look, in milliseconds',
    row('', 'sandboxes', 'app CPU', 'children CPU', 'p50', 'p95', 'app CPU each'),
    ...looks.map((one) =>
      row(
        one.runtime,
        one.sandboxes,
        ms(one.appCpuMs),
        ms(one.childCpuMs),
        ms(one.p50Ms),
        ms(one.p95Ms),
        (one.appCpuMs / one.sandboxes).toFixed(3),
      ),
    ),
    'Behind each sandbox is a small real process that waits, so that 200 of them fit on a small machine.',
    '',
    `Growth over 1,000 looks: ${report.growthBytesPer1000Looks} bytes`,
  ].join('\n');
}
