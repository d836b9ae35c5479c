import { useState } from 'preact/hooks';
import type { IntentResult } from '../../main/core/model/service.ts';
import { useWords } from '../words.tsx';
import type { ScreenProps } from './first-run.tsx';

const watchDays = 3;

/** Only watch at first, or stop idle ones from now on. Until it is answered nothing here has been changed. */
export function IdleScreen({ state, bridge, intent, headingId, back }: ScreenProps) {
  const words = useWords();
  const { t } = words;
  const { idle } = state.settings;
  // Whoever comes back to it finds their own answer.
  const hasAnsweredStop = state.trial === undefined && !state.settings.watchOnly;
  const [choice, setChoice] = useState<'watch' | 'stop'>(hasAnsweredStop ? 'stop' : 'watch');
  const answer = async (): Promise<IntentResult> => {
    const answered = await bridge.call('answerTrial', { days: choice === 'watch' ? watchDays : 0 });
    return answered.ok ? bridge.call('changeSettings', { firstRun: 'comfort' }) : answered;
  };
  const option = (value: typeof choice, label: string, help: string) => (
    <label class="first-run-box first-run-option">
      <input
        type="radio"
        name="idle"
        checked={choice === value}
        aria-labelledby={`first-run-${value}`}
        aria-describedby={`first-run-${value}-help`}
        onChange={() => setChoice(value)}
      />
      <span>
        <span id={`first-run-${value}`}>{label}</span>
        <span class="quiet" id={`first-run-${value}-help`}>
          {help}
        </span>
      </span>
    </label>
  );
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        intent.run(answer);
      }}
    >
      <h1 id={headingId} tabIndex={-1}>
        {t('firstRun.idle')}
      </h1>
      <p class="quiet">{t('firstRun.idleHelp')}</p>
      <div role="radiogroup" aria-labelledby={headingId} class="first-run-options">
        {option('watch', t('firstRun.watch', { days: watchDays }), t('firstRun.watchHelp'))}
        {option(
          'stop',
          t('firstRun.stop', { span: words.duration(idle.timeoutMs) }),
          t('firstRun.stopHelp', { warning: words.duration(idle.warningMs) }),
        )}
      </div>
      <div class="first-run-actions">
        {back}
        <button type="submit" class="button primary">
          {t('firstRun.next')}
        </button>
      </div>
    </form>
  );
}
