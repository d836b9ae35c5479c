import type { AppState } from '../../main/core/model/app-state.ts';
import { formatBytes } from '../../main/core/model/format.ts';
import { summarySentence, viewKind } from '../../main/core/model/text.ts';
import { Bar } from './bar.tsx';

/** The state in one sentence, and the memory of all sandboxes against the budget. */
export function Header({ state }: { readonly state: AppState }) {
  const { memory, host } = state;
  const shows = viewKind(state) === 'list' && memory.budgetBytes !== null;
  const share = memory.budgetBytes === null ? 0 : Math.min(1, memory.usedBytes / memory.budgetBytes);
  return (
    <header>
      <div class="header-line">
        <h1>{summarySentence(state)}</h1>
        {state.demo && <span class="badge badge-demo">Demo</span>}
      </div>
      {shows && <Bar share={share} tone={share >= 1 ? 'high' : 'memory'} />}
      <p class="quiet header-line">
        {shows && memory.budgetBytes !== null && <span>Budget {formatBytes(memory.budgetBytes)}</span>}
        {host && (
          <span>
            {formatBytes(host.availableBytes)} of {formatBytes(host.totalBytes)} free on this machine
          </span>
        )}
      </p>
    </header>
  );
}
