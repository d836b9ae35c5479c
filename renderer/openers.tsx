import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { SandboxKey } from '../main/core/model/sandbox.ts';
import { useWords } from './words.tsx';

/** Whose page is open. */
export type Page = SandboxKey | 'total';

const Open = createContext<(page: Page) => void>(() => {});
export const OpenPageProvider = Open.Provider;

/** What opens a page. */
export function useOpenPage(): (page: Page) => void {
  return useContext(Open);
}

/** The name of a sandbox, which opens its page. */
export function CardName({ sandboxKey, name }: { readonly sandboxKey: SandboxKey; readonly name: string }) {
  const open = useOpenPage();
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
  const open = useOpenPage();
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

/** Puts the focus back on what opened a page. */
export function focusOpener(page: Page): void {
  const opener = document.querySelector<HTMLElement>(`[data-opens="${CSS.escape(page)}"]`);
  opener?.closest('details')?.setAttribute('open', '');
  opener?.focus();
  opener?.scrollIntoView({ block: 'nearest' });
}
