/** Memory of the whole process tree, and how many times that of the empty app it is. */
export interface MemoryFigure {
  readonly pssBytes: number;
  readonly ratio: number;
}

/**
 * Frames of the list while it is scrolled and looks go on: the time from one to the next in milliseconds, the share that was
 * not drawn of those that the display has room for, and the longest piece of work of the page (0: none above 50 ms).
 */
export interface ScrollFigure {
  readonly p50FrameMs: number;
  readonly p95FrameMs: number;
  readonly droppedShare: number;
  readonly longestTaskMs: number;
}

/**
 * Times are milliseconds on the screen, as somebody sees them; `cpuFractionAtRest` is a share of one core, and
 * `emptyCpuFractionAtRest` that of an empty app that rested at the same time.
 */
export interface FaceRun {
  readonly sandboxes: number;
  readonly neverOpened: MemoryFigure;
  readonly open: MemoryFigure;
  readonly closed60s: MemoryFigure;
  readonly cpuFractionAtRest: number;
  readonly emptyCpuFractionAtRest: number;
  readonly startToIconMs: number;
  readonly clickToPaintMs: { readonly cold: number; readonly warm: number };
  readonly stateToPaintMs: number;
  readonly scroll: ScrollFigure;
}

/**
 * What any tray app costs here. `closedPssBytes`: after its own window was opened and closed again, because the pages of Chromium
 * that a window needs stay in memory.
 */
export interface EmptyFigures {
  readonly pssBytes: number;
  readonly closedPssBytes: number;
  readonly cpuFractionAtRest: number;
  readonly startMs: number;
  readonly windowMs: number;
}

export interface FaceReport {
  readonly emptyApp: EmptyFigures;
  readonly runs: readonly FaceRun[];
}

const mib = (bytes: number) => `${(bytes / 1024 / 1024).toFixed(1)} MiB`;
const figure = ({ pssBytes, ratio }: MemoryFigure) => `${mib(pssBytes)} (${ratio.toFixed(2)} ×)`;
const percent = (fraction: number) => `${(fraction * 100).toFixed(3)} % of one core`;
const ms = (value: number) => `${value.toFixed(0)} ms`;

/** The same figures for people. */
export function reportText({ emptyApp, runs }: FaceReport): string {
  return [
    `An empty tray app: ${mib(emptyApp.pssBytes)}, icon after ${ms(emptyApp.startMs)}, window after ${ms(emptyApp.windowMs)}`,
    `  after its window was closed  ${figure({ pssBytes: emptyApp.closedPssBytes, ratio: emptyApp.closedPssBytes / emptyApp.pssBytes })}`,
    `  processor at rest            ${percent(emptyApp.cpuFractionAtRest)}`,
    ...runs.flatMap((run) => [
      '',
      `${run.sandboxes} sandboxes`,
      `  memory, popup never opened   ${figure(run.neverOpened)}`,
      `  memory, popup open           ${figure(run.open)}`,
      `  memory, closed for a while   ${figure(run.closed60s)}`,
      `  processor at rest            ${percent(run.cpuFractionAtRest)} (an empty app beside it: ${percent(run.emptyCpuFractionAtRest)})`,
      `  start to icon                ${ms(run.startToIconMs)}`,
      `  click to paint, cold         ${ms(run.clickToPaintMs.cold)} (${(run.clickToPaintMs.cold / emptyApp.windowMs).toFixed(2)} × an empty window)`,
      `  click to paint, warm         ${ms(run.clickToPaintMs.warm)}`,
      `  state to paint               ${ms(run.stateToPaintMs)}`,
      `  a frame while scrolling      ${run.scroll.p50FrameMs.toFixed(1)} ms, 95 % within ${run.scroll.p95FrameMs.toFixed(1)} ms, ${(run.scroll.droppedShare * 100).toFixed(1)} % dropped, longest task ${ms(run.scroll.longestTaskMs)}`,
    ]),
  ].join('\n');
}

export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}

/** The value below which this share of all lies; NaN of none. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
}
