import type { AppState } from '../../main/core/model/app-state.ts';
import { summarySentence, viewKind } from '../../main/core/model/text.ts';
import { TotalOpener } from '../card-past.tsx';
import { useWords } from '../words.tsx';
import { Bar } from './bar.tsx';

/** The state in one sentence, and the memory of all sandboxes against the budget. */
export function Header({ state }: { readonly state: AppState }) {
  const words = useWords();
  const { t, bytes } = words;
  const { memory, host } = state;
  const shows = viewKind(state) === 'list' && memory.budgetBytes !== null;
  const share = memory.budgetBytes === null ? 0 : Math.min(1, memory.usedBytes / memory.budgetBytes);
  return (
    <header>
      <div class="header-line">
        <h1>{summarySentence(state, words)}</h1>
        {viewKind(state) === 'list' && <TotalOpener />}
        {state.demo && <span class="badge badge-demo">{t('popup.demo')}</span>}
      </div>
      {shows && <Bar share={share} tone={share >= 1 ? 'high' : 'memory'} />}
      <p class="quiet header-line">
        {shows && memory.budgetBytes !== null && (
          <span>{t('popup.budget', { budget: bytes(memory.budgetBytes) })}</span>
        )}
        {host && (
          <span>{t('popup.free', { available: bytes(host.availableBytes), total: bytes(host.totalBytes) })}</span>
        )}
      </p>
    </header>
  );
}
