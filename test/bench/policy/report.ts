import type { RealOutcome } from './real-policy.ts';
import type { SimpleOutcome } from './simple-policies.ts';
import { percentile, type Tally } from './tally.ts';

export interface Outcome {
  readonly seed: number;
  readonly sandboxDays: number;
  readonly pollIntervalMs: number;
  readonly real: RealOutcome;
  readonly simple: readonly SimpleOutcome[];
  /** Seconds of processor time that the program's own policy took with its lives, the simple ones not counted. */
  readonly seconds: number;
}

/** The numbers of issue 4, under its names. */
export interface Report {
  readonly seed: number;
  readonly sandboxDays: number;
  readonly wrongStops: number;
  readonly missedStops: number;
  readonly idleStoppedInTimeFraction: number;
  readonly lateSeconds: { readonly p50: number; readonly p95: number };
  /** What asked for attention on a day on which somebody worked, for each such day. */
  readonly noticesPerUserDay: number;
  readonly gbHoursSaved: number;
  readonly sandboxDaysPerSecond: number;
  readonly comparisons: readonly {
    readonly policy: string;
    readonly wrongStops: number;
    readonly missedStops: number;
    readonly gbHoursSaved: number;
  }[];
}

export function reportOf(outcome: Outcome): Report {
  const { real } = outcome;
  const { tally } = real;
  return {
    seed: outcome.seed,
    sandboxDays: round(outcome.sandboxDays, 1),
    wrongStops: tally.wrongStops.length,
    missedStops: tally.missed,
    idleStoppedInTimeFraction: round(tally.inTimeFraction(), 5),
    lateSeconds: { p50: lateSeconds(tally, 0.5), p95: lateSeconds(tally, 0.95) },
    noticesPerUserDay: round(real.userDays === 0 ? 0 : real.noticesOnUserDays / real.userDays, 3),
    gbHoursSaved: round(tally.gbHours, 1),
    sandboxDaysPerSecond: round(outcome.sandboxDays / outcome.seconds, 1),
    comparisons: outcome.simple.map(({ policy, tally: other }) => ({
      policy,
      wrongStops: other.wrongStops.length,
      missedStops: other.missed,
      gbHoursSaved: round(other.gbHours, 1),
    })),
  };
}

function lateSeconds(tally: Tally, share: number): number {
  return round(percentile(tally.lateMs, share) / 1000, 1);
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}

const titles: Readonly<Record<string, string>> = {
  'cpu-only-30-min': 'CPU only: 30 min below 5 %',
  'sessions-only-30-s': 'Sessions only: 30 s without one',
  'fixed-30-min-since-start': 'Fixed: 30 min after the start',
};

/** The table for people, in Markdown. */
export function markdownOf(outcome: Outcome): string {
  const report = reportOf(outcome);
  const { tally } = outcome.real;
  const row = (name: string, of: Tally) =>
    `| ${name} | ${count(of.wrongStops.length)} | ${count(of.missed)} | ${(100 * of.inTimeFraction()).toFixed(2)} % | ${count(of.gbHours)} |`;
  const wrongBy = new Map<string, number>();
  for (const { behaviour, runtime } of tally.wrongStops) {
    const name = `${behaviour} on ${runtime}`;
    wrongBy.set(name, (wrongBy.get(name) ?? 0) + 1);
  }
  return [
    `${count(report.sandboxDays)} sandbox-days, seed ${report.seed}, one look every ${outcome.pollIntervalMs / 1000} s:`,
    '',
    '| Policy | Stopped while at work | Idle, not stopped in time | Idle, stopped in time | GB·h given back |',
    '| --- | ---: | ---: | ---: | ---: |',
    row('**Sandman**', tally),
    ...outcome.simple.map((one) => row(titles[one.policy] ?? one.policy, one.tally)),
    '',
    `Stops came ${report.lateSeconds.p50} s (p50) and ${report.lateSeconds.p95} s (p95) after the earliest permitted moment.`,
    `Notices that asked for attention, for each day that a person worked: ${report.noticesPerUserDay} (${count(outcome.real.userDays)} such days; on all days: ${listed(outcome.real.notices)}), of them ${(outcome.real.noticesWhilePresent / outcome.real.userDays).toFixed(2)} while they were at the machine.`,
    `Stops of idle sandboxes: ${count(tally.rightStops)}; within 2 s of the beginning of work: ${tally.photoFinishes}.`,
    ...(tally.missed > 0 ? [`Not in time, by what they did: ${listed(tally.missedBy)}.`] : []),
    ...(wrongBy.size > 0 ? [`Stopped while at work, by what they did: ${listed(wrongBy)}.`] : []),
    `${report.sandboxDaysPerSecond} simulated sandbox-days in a second of processor time.`,
  ].join('\n');
}

function listed(counts: ReadonlyMap<string, number>): string {
  return [...counts]
    .sort((a, b) => b[1] - a[1])
    .map(([name, times]) => `${name} ${times}`)
    .join(', ');
}

function count(value: number): string {
  return new Intl.NumberFormat('en', { maximumFractionDigits: 0 }).format(value);
}
