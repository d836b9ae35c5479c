import uPlot from 'uplot';
import type { HistoryMark } from '../../main/core/history/marks.ts';
import { lonePoints, machineOffsetMs, timeTicks, type PlotData, type Scale } from './plot-model.ts';
import { glyphColors, glyphs } from './mark-glyphs.ts';

export interface PlotParts {
  readonly data: PlotData;
  readonly scale: Scale;
  /** Wall clock. */
  readonly fromMs: number;
  readonly toMs: number;
  readonly height: number;
  /** The colour of its line: a custom property. */
  readonly color: string;
  /** Peaks are a second line where a slot is long enough to have some. */
  readonly peaks: boolean;
  readonly formatValue: (value: number) => string;
  /** Null: the times stand under another plot. */
  readonly formatTime: ((atMs: number) => string) | null;
  readonly marks: readonly HistoryMark[];
  readonly line?: { readonly value: number; readonly text: string };
}

const labelWidth = 62;
const pointSize = 4;
/** The uppermost part of a plot, where the marks are. */
const marksHeight = 14;

/** Draws into `target` and returns what takes it away again. Colours are those of the page at this moment. */
export function drawPlot(target: HTMLElement, parts: PlotParts): () => void {
  const style = getComputedStyle(target);
  const color = (name: string) => style.getPropertyValue(name).trim();
  const font = `11px ${style.fontFamily}`;
  const { scale, fromMs, toMs, formatTime } = parts;
  const times = timeTicks(fromMs, toMs, machineOffsetMs).map((at) => at / 1000);
  const lineWidth = Number(color('--plot-line-width'));
  const axis: uPlot.Axis = {
    stroke: color('--plot-text'),
    font,
    grid: { stroke: color('--plot-grid'), width: 1 },
    ticks: { show: false },
  };
  const plot = new uPlot(
    {
      width: target.clientWidth,
      height: parts.height,
      padding: [marksHeight, 22, formatTime ? 0 : 6, 0],
      cursor: { show: false },
      legend: { show: false },
      scales: {
        x: { time: false, range: () => [fromMs / 1000, toMs / 1000] },
        y: { range: () => [0, scale.max] },
      },
      axes: [
        {
          ...axis,
          size: formatTime ? 22 : 0,
          gap: 4,
          splits: () => times,
          values: (_, ticks) => ticks.map((tick) => timeLabel(tick * 1000, parts)),
        },
        {
          ...axis,
          size: labelWidth,
          gap: 6,
          splits: () => [...scale.ticks],
          values: (_, ticks) => ticks.map((tick) => (tick === 0 ? '0' : parts.formatValue(tick))),
        },
      ],
      series: [
        {},
        {
          stroke: color(parts.color),
          fill: color(`${parts.color}-soft`),
          width: lineWidth,
          points: {
            show: true,
            size: pointSize,
            fill: color(parts.color),
            filter: (self) => shortRuns(self, parts.data),
          },
          spanGaps: false,
        },
        {
          show: parts.peaks,
          stroke: color(`${parts.color}-peak`),
          width: 1,
          points: { show: false },
          spanGaps: false,
        },
      ],
      hooks: { draw: [(self) => decorate(self, parts, color, font)] },
    },
    parts.data,
    target,
  );
  return () => plot.destroy();
}

/** What would be a line shorter than a point is wide: a minute of a day is a fifth of a pixel. */
function shortRuns({ bbox }: uPlot, [, means]: PlotData): number[] {
  return lonePoints(means, Math.max(2, (pointSize * means.length * uPlot.pxRatio) / bbox.width));
}

/** At the right edge there is no room for one. */
function timeLabel(atMs: number, { fromMs, toMs, formatTime }: PlotParts): string {
  return formatTime && toMs - atMs > (toMs - fromMs) * 0.04 ? formatTime(atMs) : '';
}

function decorate(plot: uPlot, parts: PlotParts, color: (name: string) => string, font: string): void {
  const { ctx, bbox } = plot;
  const ratio = uPlot.pxRatio;
  const x = (atMs: number) => Math.round(plot.valToPos(atMs / 1000, 'x', true));
  ctx.save();
  if (parts.line) {
    const y = Math.round(plot.valToPos(parts.line.value, 'y', true));
    ctx.strokeStyle = color('--plot-alarm');
    ctx.lineWidth = ratio;
    ctx.setLineDash([4 * ratio, 3 * ratio]);
    stroke(ctx, bbox.left, y, bbox.left + bbox.width, y);
    ctx.setLineDash([]);
    ctx.fillStyle = color('--plot-alarm');
    ctx.font = font.replace('11px', `${11 * ratio}px`);
    ctx.textAlign = 'left';
    ctx.textBaseline = 'bottom';
    ctx.fillText(parts.line.text, bbox.left + 3 * ratio, y - 2 * ratio);
  }
  for (const mark of parts.marks) {
    ctx.fillStyle = ctx.strokeStyle = color(glyphColors[mark.kind]);
    if (mark.kind === 'slept' && mark.forMs !== undefined) {
      ctx.globalAlpha = 0.18;
      const left = Math.max(bbox.left, x(mark.atMs - mark.forMs));
      ctx.fillRect(left, bbox.top, Math.max(0, x(mark.atMs) - left), bbox.height);
      ctx.globalAlpha = 1;
    }
    ctx.lineWidth = ratio;
    ctx.globalAlpha = 0.55;
    stroke(ctx, x(mark.atMs), bbox.top, x(mark.atMs), bbox.top + bbox.height);
    ctx.globalAlpha = 1;
    const size = 9 * ratio;
    ctx.save();
    ctx.translate(x(mark.atMs) - size / 2, bbox.top - size - 2 * ratio);
    ctx.scale(size / 10, size / 10);
    ctx.fill(new Path2D(glyphs[mark.kind]), 'evenodd');
    ctx.restore();
  }
  ctx.restore();
}

function stroke(ctx: CanvasRenderingContext2D, x1: number, y1: number, x2: number, y2: number): void {
  ctx.beginPath();
  ctx.moveTo(x1, y1);
  ctx.lineTo(x2, y2);
  ctx.stroke();
}
