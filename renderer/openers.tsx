import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { SandboxKey } from '../main/core/model/sandbox.ts';
import { Sparkline } from './components/sparkline.tsx';
import type { SparkBook } from './sparks.ts';
import { useWords } from './words.tsx';

/** What every card may show of the past, and how its page is opened. */
export interface CardPast {
  readonly sparks: SparkBook;
  readonly open: (page: Page) => void;
}

/** Whose page is open. */
export type Page = SandboxKey | 'total';

const Context = createContext<CardPast>({ sparks: new Map(), open: () => {} });
export const CardPastProvider = Context.Provider;

/** What opens a page. */
export function useOpenPage(): CardPast['open'] {
  return useContext(Context).open;
}

/** The name of a sandbox, which opens its page. */
export function CardName({ sandboxKey, name }: { readonly sandboxKey: SandboxKey; readonly name: string }) {
  const { open } = useContext(Context);
  const { t } = useWords();
  return (
    <button
      type="button"
      class="card-open"
      dir="auto"
      data-opens={sandboxKey}
      title={t('detail.open', { name })}
      onClick={() => open(sandboxKey)}
    >
      {name}
    </button>
  );
}

/** Opens the history of all sandboxes together. */
export function TotalOpener() {
  const { open } = useContext(Context);
  const { t } = useWords();
  return (
    <button
      type="button"
      class="total-open"
      data-opens="total"
      aria-label={t('history.openTotal')}
      title={t('history.openTotal')}
      onClick={() => open('total')}
    >
      <svg width="18" height="14" viewBox="0 0 18 14" aria-hidden="true">
        <path class="spark-line" d="M1 12.5V1M1 12.5H17M3.5 9L7 5.5L10 8L15.5 2.5" />
      </svg>
    </button>
  );
}

export function CardSpark({ sandboxKey }: { readonly sandboxKey: SandboxKey }) {
  return <Sparkline spark={useContext(Context).sparks.get(sandboxKey)} />;
}

/** Puts the focus back on what opened a page. */
export function focusOpener(page: Page): void {
  const opener = document.querySelector<HTMLElement>(`[data-opens="${CSS.escape(page)}"]`);
  opener?.closest('details')?.setAttribute('open', '');
  opener?.focus();
  opener?.scrollIntoView({ block: 'nearest' });
}
