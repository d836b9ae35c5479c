import type { FaceReport } from './report.ts';

/** What the face may cost at most. Ratios are to the empty app of the same run, times are milliseconds. */
const targets = {
  neverOpenedRatio: 1.1,
  closedRatio: 1.15,
  warmMs: 150,
  coldMs: 400,
  /** Of an empty window's time, where a machine is too slow for `coldMs`. */
  coldOfEmptyWindow: 1.3,
  cpuFraction: 0.001,
} as const;

/** A line for each target that was missed: which, by how much, and with how many sandboxes. */
export function missedTargets({ emptyApp, runs }: FaceReport): readonly string[] {
  const coldMs = Math.max(targets.coldMs, targets.coldOfEmptyWindow * emptyApp.windowMs);
  return runs.flatMap((run) => {
    const held: readonly (readonly [what: string, value: number, most: number])[] = [
      ['memory, popup never opened (times the empty app)', run.neverOpened.ratio, targets.neverOpenedRatio],
      ['memory, closed for a while (times the empty app)', run.closed60s.ratio, targets.closedRatio],
      ['click to paint, warm (ms)', run.clickToPaintMs.warm, targets.warmMs],
      ['click to paint, cold (ms)', run.clickToPaintMs.cold, coldMs],
      ['processor at rest (share of a core)', run.cpuFractionAtRest, targets.cpuFraction],
    ];
    // What is no number (null, as JSON has it) was not measured, and is not met.
    return held
      .filter(([, value, most]) => !(Number.isFinite(value) && value <= most))
      .map(([what, value, most]) => `${run.sandboxes} sandboxes: ${what} ${value}, at most ${most}`);
  });
}
