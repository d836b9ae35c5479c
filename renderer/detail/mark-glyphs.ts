import type { MarkKind } from '../../main/core/history/marks.ts';

/** Marks differ by shape first. SVG paths in a box of 10 by 10, the same on the plot and in its legend. */
export const glyphs: Readonly<Record<MarkKind, string>> = {
  stopped: 'M1 1h8v8h-8z',
  'would-stop': 'M1 1h8v8h-8zM3 3v4h4v-4z',
  'stop-failed': 'M1 3l2-2 2 2 2-2 2 2-2 2 2 2-2 2-2-2-2 2-2-2 2-2z',
  warned: 'M5 0.5l4.5 8.5h-9z',
  started: 'M1.5 0.5l8 4.5-8 4.5z',
  notice: 'M5 0l5 5-5 5-5-5z',
  slept: 'M7 0.5a4.7 4.7 0 1 0 2.5 6.6 4 4 0 0 1-2.5-6.6z',
};

/** The custom property that each kind is coloured by. */
export const glyphColors: Readonly<Record<MarkKind, string>> = {
  stopped: '--plot-stop',
  'would-stop': '--plot-stop',
  'stop-failed': '--plot-alarm',
  warned: '--plot-warn',
  started: '--plot-start',
  notice: '--plot-alarm',
  slept: '--plot-quiet',
};
