import type { AppState } from '../../main/core/model/app-state.ts';
import { savingsHelp } from '../../main/core/model/text.ts';
import type { Bridge } from '../../preload/contract.ts';
import { useIntent, useWished } from '../hooks.ts';
import { useWords } from '../words.tsx';

interface FooterProps {
  readonly state: AppState;
  readonly bridge: Bridge;
  readonly onKey: () => void;
}

const choicesMs = [5, 15, 30, 60, 120, 240].map((minutes) => minutes * 60_000);

/** The two settings that are needed every day; the rest is in the settings window. */
export function Footer({ state, bridge, onKey }: FooterProps) {
  const intent = useIntent();
  const words = useWords();
  const { t, duration, number } = words;
  const { settings } = state;
  const current = settings.idle.enabled ? settings.idle.timeoutMs : 0;
  const choices = [...new Set([...choicesMs, ...(current > 0 ? [current] : [])])].sort((a, b) => a - b);
  const timeout = useWished(current, (idleTimeoutMs) =>
    bridge.call('changeSettings', idleTimeoutMs === 0 ? { idleEnabled: false } : { idleEnabled: true, idleTimeoutMs }),
  );
  const watchOnly = useWished(settings.watchOnly, (on) => bridge.call('changeSettings', { watchOnly: on }));
  return (
    <footer>
      <label>
        {t('footer.stopWhenIdle')}{' '}
        <select value={timeout.value} onChange={(event) => timeout.choose(Number(event.currentTarget.value))}>
          {choices.map((ms) => (
            <option key={ms} value={ms}>
              {duration(ms)}
            </option>
          ))}
          <option value={0}>{t('footer.never')}</option>
        </select>
      </label>
      <label title={t('footer.watchOnlyHelp')}>
        <input
          type="checkbox"
          checked={watchOnly.value}
          onChange={(event) => watchOnly.choose(event.currentTarget.checked)}
        />{' '}
        {t('footer.watchOnly')}
      </label>
      <span class="footer-links">
        {!state.demo && (
          <button
            type="button"
            id="key-opener"
            class="link"
            aria-label={t('footer.keyLabel')}
            title={t('footer.keyLabel')}
            onClick={onKey}
          >
            {t('footer.key')}
          </button>
        )}
        <button
          type="button"
          class="link gear"
          aria-label={t('footer.settings')}
          title={t('footer.settings')}
          onClick={() => intent.run(() => bridge.call('openSettings', {}))}
        >
          <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
            <circle cx="8" cy="8" r="2.2" />
            <circle cx="8" cy="8" r="4.6" />
            <path d="M8 1.2v2.2M8 12.6v2.2M1.2 8h2.2M12.6 8h2.2M3.2 3.2l1.6 1.6M11.2 11.2l1.6 1.6M3.2 12.8l1.6-1.6M11.2 4.8l1.6-1.6" />
          </svg>
        </button>
      </span>
      {state.savings.gbHours >= 0.05 && (
        <span class="quiet" title={savingsHelp(state.savings, words)}>
          {t('footer.savings', { gbHours: number(state.savings.gbHours, 1) })}
        </span>
      )}
      <p class="failure" role="status">
        {intent.failure ?? timeout.failure ?? watchOnly.failure}
      </p>
    </footer>
  );
}
