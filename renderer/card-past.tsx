import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { SandboxKey } from '../main/core/model/sandbox.ts';
import { Sparkline } from './components/sparkline.tsx';
import type { SparkBook } from './sparks.ts';
import { useWords } from './words.tsx';

/** What every card may show of the past, and how its page is opened. */
export interface CardPast {
  readonly sparks: SparkBook;
  readonly open: (key: SandboxKey) => void;
}

const Context = createContext<CardPast>({ sparks: new Map(), open: () => {} });
export const CardPastProvider = Context.Provider;

/** The name of a sandbox, which opens its page. */
export function CardName({ sandboxKey, name }: { readonly sandboxKey: SandboxKey; readonly name: string }) {
  const { open } = useContext(Context);
  const { t } = useWords();
  return (
    <button
      type="button"
      class="card-open"
      data-opens={sandboxKey}
      title={t('detail.open', { name })}
      onClick={() => open(sandboxKey)}
    >
      {name}
    </button>
  );
}

export function CardSpark({ sandboxKey }: { readonly sandboxKey: SandboxKey }) {
  return <Sparkline spark={useContext(Context).sparks.get(sandboxKey)} />;
}

/** Puts the focus back on what opened a page. */
export function focusOpener(key: SandboxKey): void {
  const opener = document.querySelector<HTMLElement>(`[data-opens="${CSS.escape(key)}"]`);
  opener?.closest('details')?.setAttribute('open', '');
  opener?.focus();
  opener?.scrollIntoView({ block: 'nearest' });
}
