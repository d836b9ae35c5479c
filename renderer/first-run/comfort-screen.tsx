import { memoryActs } from '../../main/core/settings/schema.ts';
import { useInstallation } from '../settings/use-installation.ts';
import { hiddenIconHelp } from '../hidden-icon.ts';
import { useWords } from '../words.tsx';
import type { ScreenProps } from './first-run.tsx';

const allKinds = { warnings: true, stops: true, memory: true, problems: true };

/** Memory, notifications, start at login: each is true at once, and shown as it is. */
export function ComfortScreen({ state, bridge, intent, headingId, back, onNext }: ScreenProps) {
  const { t } = useWords();
  const [installation, look] = useInstallation(bridge);
  const { memory, notifications } = state.settings;
  const login = installation?.loginItem.state ?? 'off';
  const canChangeLogin = installation !== null && login !== 'unavailable' && login !== 'foreign';
  const hidden = hiddenIconHelp(navigator.platform);
  const notifies = Object.values(notifications).some(Boolean);
  return (
    <>
      <h1 id={headingId} tabIndex={-1}>
        {t('firstRun.comfort')}
      </h1>
      <div class="first-run-box">
        <label class="first-run-line" for="first-run-memory">
          {t('firstRun.memory')}
          <select
            id="first-run-memory"
            class="button"
            value={memory.act}
            aria-describedby="first-run-memory-help"
            onChange={(event) => {
              const wanted = memoryActs.find((act) => act === event.currentTarget.value);
              if (wanted) intent.run(() => bridge.call('changeSettings', { memoryAct: wanted }));
            }}
          >
            {memoryActs.map((act) => (
              <option key={act} value={act}>
                {t(`memory.act.${act}`)}
              </option>
            ))}
          </select>
        </label>
        <p class="quiet" id="first-run-memory-help">
          {/* There the idle ones are stopped in an order that is not shown here. */}
          {t(memory.act === 'stop-idle' ? 'firstRun.memoryStopIdle' : `memory.actHelp.${memory.act}`)}
        </p>
      </div>
      <label class="first-run-box first-run-option">
        <input
          type="checkbox"
          checked={notifies}
          aria-labelledby="first-run-notify"
          aria-describedby="first-run-notify-help"
          onChange={(event) => {
            const on = event.currentTarget.checked;
            const wanted = on ? allKinds : { warnings: false, stops: false, memory: false, problems: false };
            intent.run(() => bridge.call('changeSettings', { notifications: wanted }));
          }}
        />
        <span>
          <span id="first-run-notify">{t('firstRun.notify')}</span>
          <span class="quiet" id="first-run-notify-help">
            {t('firstRun.notifyHelp')}
          </span>
        </span>
      </label>
      <label class="first-run-box first-run-option">
        <input
          type="checkbox"
          checked={login === 'on'}
          disabled={!canChangeLogin}
          aria-labelledby="first-run-login"
          aria-describedby="first-run-login-help"
          onChange={(event) => {
            const on = event.currentTarget.checked;
            event.currentTarget.checked = !on;
            intent.run(() => bridge.call('setLaunchAtLogin', { on }).finally(look));
          }}
        />
        <span>
          <span id="first-run-login">{t('firstRun.login')}</span>
          <span class="quiet" id="first-run-login-help">
            {t(`general.login.${login}`, { path: installation?.loginItem.path ?? '' })}
          </span>
        </span>
      </label>
      {hidden && <p class="quiet">{t(hidden)}</p>}
      <div class="first-run-actions">
        {back}
        <button type="button" class="button primary" onClick={onNext}>
          {t('firstRun.done')}
        </button>
      </div>
    </>
  );
}
