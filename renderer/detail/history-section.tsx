import { useMemo, useState } from 'preact/hooks';
import { markKinds } from '../../main/core/history/marks.ts';
import { historyRanges, type HistoryRange } from '../../main/core/history/tiers.ts';
import type { HistoryView } from '../../main/core/history/view.ts';
import { useWords } from '../words.tsx';
import { sentenceOf } from './sentence.ts';
import { summaryOf, tableOf } from './history-model.ts';
import { glyphColors, glyphs } from './mark-glyphs.ts';
import type { ShownPast } from './past-read.ts';
import { Plots, type PlotLine } from './plots.tsx';

interface HistorySectionProps {
  readonly name: string;
  readonly past: ShownPast;
  readonly range: HistoryRange;
  readonly onRange: (range: HistoryRange) => void;
  readonly line?: PlotLine;
  /** Whether marks need the name of their sandbox. */
  readonly named?: boolean;
}

const tableRows = 12;

/** The plots of one range, their choice, and the same as text. */
export function HistorySection({ name, past, range, onRange, line, named = false }: HistorySectionProps) {
  const words = useWords();
  const { t } = words;
  const { view, hasFailed } = past;
  const summary = useMemo(() => (view ? summaryOf(view, words) : null), [view, words]);
  return (
    <section class="detail-part" aria-labelledby="detail-history">
      <div class="detail-line">
        <h2 id="detail-history">{t('history.title')}</h2>
        <div class="segmented" role="group" aria-label={t('history.range')}>
          {historyRanges.map((one) => (
            <button key={one} type="button" class="button" aria-pressed={one === range} onClick={() => onRange(one)}>
              {t(`history.range.${one}`)}
            </button>
          ))}
        </div>
      </div>
      <div class="plots">
        {hasFailed && <p class="failure">{t('history.unread')}</p>}
        {view === null && !hasFailed && <p class="quiet">{t('detail.loading')}</p>}
        {view !== null && summary === null && <p class="quiet">{t('history.nothing')}</p>}
        {view !== null && summary !== null && (
          <Plots view={view} marks={view.marks} line={line} memoryText={summary.memory} cpuText={summary.cpu} />
        )}
      </div>
      {view !== null && summary !== null && (
        <>
          <Legend view={view} />
          <p class="quiet">
            {summary.happened !== null && `${sentenceOf(summary.happened, words.language)} `}
            {summary.known}
          </p>
          <HistoryTable name={name} view={view} named={named} />
        </>
      )}
    </section>
  );
}

function Legend({ view }: { readonly view: HistoryView }) {
  const { t } = useWords();
  const shown = markKinds.filter((kind) => view.marks.some((mark) => mark.kind === kind));
  if (shown.length === 0) return null;
  return (
    <ul class="plot-legend">
      {shown.map((kind) => (
        <li key={kind}>
          <svg width="10" height="10" viewBox="0 0 10 10" aria-hidden="true" class={`glyph${glyphColors[kind]}`}>
            <path d={glyphs[kind]} fill-rule="evenodd" />
          </svg>
          {t(`mark.${kind}`)}
        </li>
      ))}
    </ul>
  );
}

interface HistoryTableProps {
  readonly name: string;
  readonly view: HistoryView;
  readonly named: boolean;
}

/** Made only when it is opened. */
function HistoryTable({ name, view, named }: HistoryTableProps) {
  const words = useWords();
  const { t } = words;
  const [open, setOpen] = useState(false);
  return (
    <details class="plot-table" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t('history.table')}</summary>
      {open && (
        <table>
          <caption class="hidden-text">
            {t('history.tableCaption', { name, range: t(`history.range.${view.range}`) })}
          </caption>
          <thead>
            <tr>
              <th scope="col">{t('history.column.time')}</th>
              <th scope="col">{t('history.column.memory')}</th>
              <th scope="col">{t('history.column.peak')}</th>
              <th scope="col">{t('history.column.cpu')}</th>
              <th scope="col">{t('history.column.marks')}</th>
            </tr>
          </thead>
          <tbody>
            {tableOf(view, tableRows, named, words).map((row) => (
              <tr key={row.atMs}>
                <th scope="row">{row.from}</th>
                <td>{row.memory}</td>
                <td>{row.peak}</td>
                <td>{row.cpu}</td>
                <td>{row.marks}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </details>
  );
}
