import { useState } from 'preact/hooks';
import type { HistoryRange } from '../../main/core/history/tiers.ts';
import { savingsHelp } from '../../main/core/model/text.ts';
import { useWords } from '../words.tsx';
import type { DetailProps } from './detail.tsx';
import { HistorySection } from './history-section.tsx';
import { PageHead } from './page-head.tsx';
import { useHistory } from './use-past.ts';

/** Memory and CPU of all sandboxes together, against the budget, and what stopping them gave back. */
export function Total({ state, store, onBack }: Omit<DetailProps, 'sandboxKey'>) {
  const words = useWords();
  const { t } = words;
  const [range, setRange] = useState<HistoryRange>('24h');
  const past = useHistory(store.bridge, null, range, state.atMs);
  const { budgetBytes } = state.memory;
  const { savings } = state;
  return (
    <>
      <PageHead title={t('history.total')} onBack={onBack} />
      <main class="detail">
        <HistorySection
          name={t('history.total')}
          past={past}
          range={range}
          onRange={setRange}
          named
          {...(budgetBytes !== null && { line: { bytes: budgetBytes, text: 'history.budgetLine' } })}
        />
        {savings.gbHours >= 0.05 && (
          <section class="detail-part">
            <p>{t('footer.savings', { gbHours: words.number(savings.gbHours, 1) })}</p>
            <p class="quiet">{savingsHelp(savings, words)}</p>
          </section>
        )}
      </main>
    </>
  );
}
