import type { AppState } from '../../main/core/model/app-state.ts';
import { trialSentence } from '../../main/core/model/text.ts';
import type { Bridge } from '../../preload/contract.ts';
import { useIntent } from '../hooks.ts';
import { useWords } from '../words.tsx';

const offeredDays = 3;

/** The first days in watch-only mode: what came of them. */
export function Trial({ state, bridge }: { readonly state: AppState; readonly bridge: Bridge }) {
  const intent = useIntent();
  const words = useWords();
  const { t } = words;
  const { trial } = state;
  // The offer itself is in the first run.
  if (!trial || trial.step === 'offered') return null;
  const answer = (days: number, label: string) => (
    <button
      type="button"
      class="button"
      aria-disabled={intent.busy}
      onClick={() => intent.run(() => bridge.call('answerTrial', { days }))}
    >
      {label}
    </button>
  );
  return (
    <section class="banner trial" aria-label={t('trial.label')}>
      {trial.step === 'running' && <p>{t('trial.running', { soFar: trialSentence(trial.wouldHave, words) })}</p>}
      {trial.step === 'over' && (
        <>
          <p>{t('trial.over', { soFar: trialSentence(trial.wouldHave, words) })}</p>
          <div class="actions">
            {answer(0, t('trial.stopFromNow'))}
            {answer(offeredDays, t('trial.watchOn'))}
          </div>
        </>
      )}
      <p class="failure" role="status">
        {intent.failure}
      </p>
    </section>
  );
}
