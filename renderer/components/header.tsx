import type { AppState } from '../../main/core/model/app-state.ts';
import { summarySentence, viewKind } from '../../main/core/model/text.ts';
import type { Bridge } from '../../preload/contract.ts';
import { TotalOpener } from '../openers.tsx';
import { headerModel } from '../header-model.ts';
import { useIntent } from '../hooks.ts';
import { useWords } from '../words.tsx';
import { Bar } from './bar.tsx';

interface HeaderProps {
  readonly state: AppState;
  readonly bridge: Bridge;
}

/** The state in one sentence, the memory of all sandboxes against the budget and the machine, and the one action for all. */
export function Header({ state, bridge }: HeaderProps) {
  const intent = useIntent();
  const words = useWords();
  const { t } = words;
  const { budget, free, promised, idleCount } = headerModel(state, words);
  return (
    <header>
      <div class="header-line">
        <h1 tabIndex={-1}>{summarySentence(state, words)}</h1>
        {viewKind(state) === 'list' && <TotalOpener />}
        {state.demo && <span class="badge badge-demo">{t('popup.demo')}</span>}
        {idleCount > 0 && (
          <button
            type="button"
            class="button stop-idle"
            aria-disabled={intent.busy}
            onClick={() => intent.run(() => bridge.call('stopIdle'))}
          >
            {t('header.stopIdle', { count: idleCount })}
          </button>
        )}
      </div>
      {budget && <Bar share={budget.share} tone={budget.share >= 1 ? 'high' : 'memory'} />}
      <p class="quiet header-line">
        {budget && <span>{budget.text}</span>}
        {free !== null && <span>{free}</span>}
      </p>
      {promised && <p class={`quiet promised${promised.isTooMuch ? ' too-much' : ''}`}>{promised.text}</p>}
      <p class={`failure${intent.failure === null ? ' said' : ''}`} role="status">
        {intent.failure ?? intent.said}
      </p>
    </header>
  );
}
