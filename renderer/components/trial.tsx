import type { AppState } from '../../main/core/model/app-state.ts';
import { trialSentence } from '../../main/core/model/text.ts';
import type { Bridge } from '../../preload/contract.ts';
import { useIntent } from '../hooks.ts';

const offeredDays = 3;

/** The first days: what a fresh install may choose, and what came of it. */
export function Trial({ state, bridge }: { readonly state: AppState; readonly bridge: Bridge }) {
  const intent = useIntent();
  const { trial } = state;
  if (!trial) return null;
  const answer = (days: number, label: string) => (
    <button
      type="button"
      class="button"
      disabled={intent.busy}
      onClick={() => intent.run(() => bridge.call('answerTrial', { days }))}
    >
      {label}
    </button>
  );
  return (
    <section class="banner trial" aria-label="Watch-only mode">
      {trial.step === 'offered' && (
        <>
          <p>New here? Sandman can only watch at first, and tell you what it would have stopped.</p>
          <div class="actions">
            {answer(offeredDays, `Watch for ${offeredDays} days`)}
            {answer(0, 'Stop idle ones')}
          </div>
        </>
      )}
      {trial.step === 'running' && <p>Sandman only watches for now. {trialSentence(trial.wouldHave)}.</p>}
      {trial.step === 'over' && (
        <>
          <p>Your first days are over. {trialSentence(trial.wouldHave)}. It goes on watching until you decide.</p>
          <div class="actions">
            {answer(0, 'Stop idle ones from now on')}
            {answer(offeredDays, 'Watch on')}
          </div>
        </>
      )}
      <p class="failure" role="status">
        {intent.failure}
      </p>
    </section>
  );
}
