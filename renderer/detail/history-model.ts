import type { HistoryMark, MarkKind } from '../../main/core/history/marks.ts';
import type { Curve, HistoryView } from '../../main/core/history/view.ts';
import type { Words } from '../../main/core/i18n/words.ts';
import { nameOf } from '../../main/core/model/sandbox.ts';

export interface Moment {
  readonly value: number;
  /** Wall clock of the start of its slot. */
  readonly atMs: number;
}

/** The highest peak and when it was; null when nothing is known. */
export function peakOf(curve: Curve, view: HistoryView): Moment | null {
  let peak: Moment | null = null;
  curve.peak.forEach((value, index) => {
    if (value !== null && (peak === null || value > peak.value)) peak = { value, atMs: startOf(index, view) };
  });
  return peak;
}

/** The newest value that is known. */
export function latestOf(curve: Curve, view: HistoryView): Moment | null {
  const index = curve.mean.findLastIndex((value) => value !== null);
  const value = curve.mean[index] ?? null;
  return value === null ? null : { value, atMs: startOf(index, view) };
}

/** What the plot shows, in words: a line for memory, one for CPU, and one for what happened. */
export interface HistorySummary {
  readonly memory: string;
  readonly cpu: string;
  readonly happened: string | null;
  readonly known: string;
}

/** Null when nothing is known of the whole range. */
export function summaryOf(view: HistoryView, words: Words): HistorySummary | null {
  const { t, bytes, cpu, duration } = words;
  const memory = figures(view.memory, view, bytes, words);
  const used = figures(view.cpu, view, cpu, words);
  if (memory === null && used === null) return null;
  const known = view.memory.mean.filter((value) => value !== null).length;
  return {
    memory: memory ?? t('history.unknown'),
    cpu: used ?? t('history.unknown'),
    happened: countsOf(view.marks, words),
    // The first and the last slot are never whole.
    known:
      known >= view.memory.mean.length - 2
        ? t('history.knownAll')
        : t('history.known', { span: duration(known * view.stepMs) }),
  };
}

function figures(curve: Curve, view: HistoryView, format: (value: number) => string, words: Words): string | null {
  const latest = latestOf(curve, view);
  const peak = peakOf(curve, view);
  if (latest === null || peak === null) return null;
  const { t, duration } = words;
  const agoMs = view.toMs - latest.atMs;
  const figure = (value: number) => unbroken(format(value));
  const value = figure(latest.value);
  const first =
    agoMs <= 2 * view.stepMs ? t('history.now', { value }) : t('history.latest', { value, span: duration(agoMs) });
  const known = curve.mean.filter((one) => one !== null);
  const mean = known.reduce((sum, one) => sum + one, 0) / known.length;
  return [
    first,
    t('history.mean', { value: figure(mean) }),
    t('history.peak', { value: figure(peak.value), when: unbroken(momentText(peak.atMs, view, words)) }),
  ].join(', ');
}

/** No line ends between a number and its unit, or within a time. */
function unbroken(text: string): string {
  return text.replaceAll(' ', '\u00a0');
}

const counted = ['stopped', 'warned', 'started', 'notice', 'slept'] as const satisfies readonly MarkKind[];

function countsOf(marks: readonly HistoryMark[], { t }: Words): string | null {
  const parts = counted.flatMap((kind) => {
    const count = marks.filter((mark) => mark.kind === kind).length;
    return count === 0 ? [] : [t(`history.counts.${kind}`, { count })];
  });
  return parts.length === 0 ? null : parts.join(', ');
}

/** A mark in words, with its time. `named`: on a time line of all sandboxes. */
export function markText(mark: HistoryMark, view: HistoryView, named: boolean, words: Words): string {
  const { t } = words;
  const what =
    mark.kind === 'stopped' && mark.who !== undefined ? t(`mark.stoppedBy.${mark.who}`) : t(`mark.${mark.kind}`);
  const when = momentText(mark.atMs, view, words);
  return named && mark.key !== null
    ? t('mark.ofAt', { name: nameOf(mark.key), what, when })
    : t('mark.at', { what, when });
}

/** The time of day is enough where the day is clear. */
export function momentText(atMs: number, view: HistoryView, { time, dateTime }: Words): string {
  return view.range === '7d' ? dateTime(atMs) : time(atMs);
}

export interface TableRow {
  readonly atMs: number;
  readonly from: string;
  readonly memory: string;
  readonly peak: string;
  readonly cpu: string;
  readonly marks: string;
}

/** The plot as so many rows, oldest first; unknown stays unknown. Rows of which nothing is known and in which nothing happened are left out. */
export function tableOf(view: HistoryView, rows: number, named: boolean, words: Words): readonly TableRow[] {
  const perRow = Math.ceil(view.memory.mean.length / rows);
  return Array.from({ length: rows }, (_, row) => {
    const [first, end] = [row * perRow, (row + 1) * perRow];
    const atMs = startOf(first, view);
    const memory = view.memory.mean.slice(first, end).filter((value) => value !== null);
    const peaks = view.memory.peak.slice(first, end).filter((value) => value !== null);
    const cpu = view.cpu.mean.slice(first, end).filter((value) => value !== null);
    const marks = view.marks.filter((mark) => mark.atMs >= atMs && mark.atMs < startOf(end, view));
    const unknown = words.t('history.unknown');
    return {
      isEmpty: memory.length + cpu.length + marks.length === 0,
      atMs,
      from: momentText(atMs, view, words),
      memory: memory.length === 0 ? unknown : words.bytes(meanOf(memory)),
      peak: peaks.length === 0 ? unknown : words.bytes(Math.max(...peaks)),
      cpu: cpu.length === 0 ? unknown : words.cpu(meanOf(cpu)),
      marks: marks.map((mark) => markText(mark, view, named, words)).join(', '),
    };
  }).flatMap(({ isEmpty, ...row }) => (isEmpty ? [] : [row]));
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function startOf(index: number, { fromMs, stepMs }: HistoryView): number {
  return fromMs + index * stepMs;
}
