import 'uplot/dist/uPlot.min.css';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { HistoryMark } from '../../main/core/history/marks.ts';
import type { HistoryView } from '../../main/core/history/view.ts';
import type { Words } from '../../main/core/i18n/words.ts';
import { useWords } from '../words.tsx';
import { drawPlot } from './draw-plot.ts';
import { cpuScale, memoryScale, plotData } from './plot-model.ts';

/** A limit that memory is held against. */
export interface PlotLine {
  readonly bytes: number;
  readonly text: 'history.capLine' | 'history.budgetLine';
}

interface PlotsProps {
  readonly view: HistoryView;
  readonly marks: readonly HistoryMark[];
  readonly line: PlotLine | undefined;
  readonly memoryText: string;
  readonly cpuText: string;
}

const heights = { memory: 132, cpu: 104 };

/** Memory above CPU, over the same time. The figures stand above each as text; the drawing itself says nothing to a screen reader. */
export function Plots({ view, marks, line, memoryText, cpuText }: PlotsProps) {
  const words = useWords();
  const { t } = words;
  const memory = useRef<HTMLDivElement>(null);
  const cpu = useRef<HTMLDivElement>(null);
  const look = useLook();
  useEffect(() => {
    if (!memory.current || !cpu.current) return undefined;
    const { fromMs } = view;
    // To the end of the slot that is filling, or it would lie beyond the edge.
    const toMs = fromMs + view.memory.mean.length * view.stepMs;
    const common = { fromMs, toMs, peaks: view.range !== '1h', marks };
    const ends = [
      drawPlot(memory.current, {
        ...common,
        data: plotData(view.memory, view),
        scale: memoryScale(view.memory, line?.bytes),
        height: heights.memory,
        color: '--plot-memory',
        formatValue: words.bytes,
        formatTime: null,
        ...(line && { line: { value: line.bytes, text: t(line.text, { cap: words.bytes(line.bytes) }) } }),
      }),
      drawPlot(cpu.current, {
        ...common,
        data: plotData(view.cpu, view),
        scale: cpuScale(view.cpu),
        height: heights.cpu,
        color: '--plot-cpu',
        formatValue: words.cpu,
        formatTime: timeFormat(view, words),
        // The shapes stand at the upper plot; here their lines go on.
        marks,
      }),
    ];
    return () => {
      for (const end of ends) end();
    };
  }, [view, marks, line?.bytes, line?.text, words, look]);
  return (
    <>
      <p class="plot-caption">
        <strong class="plot-name plot-name-memory">{t('history.memory')}</strong> {memoryText}
      </p>
      <div ref={memory} class="plot plot-memory" aria-hidden="true" />
      <p class="plot-caption">
        <strong class="plot-name plot-name-cpu">{t('history.cpu')}</strong> {cpuText}
      </p>
      <div ref={cpu} class="plot plot-cpu" aria-hidden="true" />
    </>
  );
}

function timeFormat(view: HistoryView, words: Words): (atMs: number) => string {
  if (view.range !== '7d') return words.time;
  const days = new Intl.DateTimeFormat(words.language, { weekday: 'short', day: 'numeric' });
  return (atMs) => days.format(atMs);
}

/** Changes when the colours of the page do: a canvas does not follow them by itself. */
function useLook(): number {
  const [count, setCount] = useState(0);
  useEffect(() => {
    const queries = ['(prefers-color-scheme: dark)', '(forced-colors: active)', '(prefers-contrast: more)'].map(
      (query) => window.matchMedia(query),
    );
    const changed = () => setCount((before) => before + 1);
    for (const query of queries) query.addEventListener('change', changed);
    return () => {
      for (const query of queries) query.removeEventListener('change', changed);
    };
  }, []);
  return count;
}
