import { restartPrompt } from '../../main/core/apikey/desktop-restart/prompt.ts';
import { useWords } from '../words.tsx';
import type { KeyShellProps } from './key-shell.tsx';

/** The prompt for a restart of Docker Desktop, with what it stops; and how far the restart has come. */
export function KeyRestart({ shell, app, bridge, busy, intent }: KeyShellProps) {
  const { t } = useWords();
  const { needsRestart, restarting } = shell;
  if (restarting) {
    return (
      <p class="banner" role="status">
        {t('restart.underWay', { step: restarting.step, status: restarting.status })}
      </p>
    );
  }
  if (!needsRestart) return null;
  const { stops, complete } = restartPrompt(app);
  return (
    <div class="banner banner-high" data-part="restart">
      <p>
        <strong>{t('restart.needed')}</strong> {t('restart.neededWhy')}
      </p>
      {stops.length === 0 ? (
        <p>{t(complete ? 'restart.noneRuns' : 'restart.notKnown')}</p>
      ) : (
        <>
          <p>{t('restart.stops')}</p>
          <ul class="key-stops">
            {stops.map((one) => (
              <li key={one.key}>
                {one.name}
                {one.maybeBusy && <strong> {t('restart.maybeBusy')}</strong>}
              </li>
            ))}
          </ul>
          {!complete && <p>{t('restart.maybeMore')}</p>}
        </>
      )}
      <p class="quiet">{t('restart.containers')}</p>
      <div class="actions">
        <button
          type="button"
          class="button"
          aria-disabled={busy}
          onClick={() =>
            intent.run(() => bridge.call('keyRestartDesktop', { agreedKeys: stops.map((one) => one.key) }))
          }
        >
          {t('restart.do')}
        </button>
      </div>
    </div>
  );
}
