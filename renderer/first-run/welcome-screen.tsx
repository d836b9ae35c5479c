import { isInstalled } from '../../main/core/model/runtime.ts';
import { runningOf, viewKind } from '../../main/core/model/text.ts';
import { useWords } from '../words.tsx';
import type { ScreenProps } from './first-run.tsx';

/** What it does, and what it has found. With no runtime there is the demo. */
export function WelcomeScreen({ state, bridge, intent, headingId, onNext }: ScreenProps) {
  const words = useWords();
  const { t } = words;
  const kind = viewKind(state);
  const found = state.runtimes.filter(isInstalled);
  return (
    <>
      <h1 id={headingId} tabIndex={-1}>
        {t('firstRun.welcome')}
      </h1>
      <p>{t('firstRun.what')}</p>
      <p>{t('firstRun.promise')}</p>
      <section class="first-run-box" aria-labelledby="first-run-found" aria-busy={kind === 'loading'}>
        <h2 id="first-run-found">{t('firstRun.found')}</h2>
        {kind === 'loading' && <p role="status">{t('summary.loading')}</p>}
        {kind === 'no-runtime' && (
          <>
            <p>{t('face.noRuntime')}</p>
            <p class="quiet">{t('face.noRuntimeHint')}</p>
          </>
        )}
        {found.length > 0 && (
          <>
            <ul>
              {found.map((runtime) => (
                <li key={runtime.id}>
                  {t(`runtime.name.${runtime.id}`)}
                  <span class="quiet"> {t(`condition.${runtime.state}`)}</span>
                </li>
              ))}
            </ul>
            {kind !== 'loading' && (
              <p class="quiet">
                {t('firstRun.running', {
                  count: runningOf(state).length,
                  memory: words.bytes(state.memory.usedBytes),
                })}
              </p>
            )}
          </>
        )}
      </section>
      <div class="first-run-actions">
        {kind === 'no-runtime' && (
          <>
            <button type="button" class="button" onClick={() => intent.run(() => bridge.call('lookNow'))}>
              {t('face.lookAgain')}
            </button>
            <button type="button" class="button" onClick={() => intent.run(() => bridge.call('startDemo'))}>
              {t('firstRun.demo')}
            </button>
          </>
        )}
        <button type="button" class="button primary" onClick={onNext}>
          {t('firstRun.next')}
        </button>
      </div>
    </>
  );
}
