import type { Curve, HistoryView } from '../../main/core/history/view.ts';

const mib = 1024 ** 2;
const minute = 60_000;
/** Every step of an axis is a multiple of it, and so is every offset of a time zone. */
const grain = 5 * minute;

/** Times in seconds, as uPlot wants them, and two lines over them. A gap is null. */
export type PlotData = [xs: number[], means: (number | null)[], peaks: (number | null)[]];

/** Every slot stands at its middle. Between two slots of a gap there is nothing. */
export function plotData(curve: Curve, { fromMs, stepMs }: HistoryView): PlotData {
  const xs = curve.mean.map((_, index) => (fromMs + (index + 0.5) * stepMs) / 1000);
  return [xs, [...curve.mean], [...curve.peak]];
}

/** Where less than `leastSlots` are known between two gaps: too short for a line to show them, so a point stands in their middle. */
export function lonePoints(values: readonly (number | null)[], leastSlots: number): number[] {
  const points: number[] = [];
  let known = 0;
  for (let index = 0; index <= values.length; index++) {
    if ((values[index] ?? null) !== null) {
      known++;
      continue;
    }
    if (known > 0 && known < leastSlots) points.push(index - 1 - Math.floor((known - 1) / 2));
    known = 0;
  }
  return points;
}

/** Where the scale of a plot ends, and its marks: from zero in three to five steps of a round size. */
export interface Scale {
  readonly max: number;
  readonly ticks: readonly number[];
}

/** Memory in steps of a power of two, so that the marks are whole megabytes and gigabytes. A cap is on it while it is near. */
export function memoryScale(curve: Curve, capBytes: number | undefined): Scale {
  const peak = highest(curve);
  const top = capBytes !== undefined && capBytes <= 2.5 * Math.max(peak, 256 * mib) ? Math.max(peak, capBytes) : peak;
  let step = 64 * mib;
  while (step * 4 < top * 1.05) step *= 2;
  return scale(step, top);
}

/** CPU in whole or half cores, or in parts of one where less was used. */
export function cpuScale(curve: Curve): Scale {
  const top = highest(curve);
  const step = [0.005, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 4, 8, 16].find((one) => one * 4 >= top * 1.05) ?? 32;
  return scale(step, top);
}

function scale(step: number, top: number): Scale {
  const count = Math.max(1, Math.ceil((top * 1.05) / step));
  return { max: count * step, ticks: Array.from({ length: count + 1 }, (_, index) => index * step) };
}

function highest({ peak }: Curve): number {
  return peak.reduce<number>((top, value) => Math.max(top, value ?? 0), 0);
}

/** How far UTC is ahead of the machine's clock at a time. */
export function machineOffsetMs(atMs: number): number {
  return new Date(atMs).getTimezoneOffset() * minute;
}

/**
 * Times on the axis: full hours, days or quarters of an hour, three to five of them, on the machine's clock. That is asked at
 * every moment: within a range it may be set forward or back, and where a day begins an hour late it begins then.
 */
export function timeTicks(fromMs: number, toMs: number, offsetMs: (atMs: number) => number): readonly number[] {
  const steps = [10, 15, 60, 180, 240, 360, 720, 1440, 2880].map((minutes) => minutes * minute);
  const step = steps.find((one) => (toMs - fromMs) / one <= 4.5) ?? 2880 * minute;
  const ticks: number[] = [];
  const stepOf = (atMs: number) => Math.floor((atMs - offsetMs(atMs)) / step);
  let before = stepOf(Math.ceil(fromMs / grain) * grain - grain);
  for (let at = Math.ceil(fromMs / grain) * grain; at <= toMs; at += grain) {
    const now = stepOf(at);
    if (now !== before) ticks.push(at);
    before = now;
  }
  return ticks;
}
