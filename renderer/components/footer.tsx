import type { AppState } from '../../main/core/model/app-state.ts';
import { formatDuration } from '../../main/core/model/format.ts';
import { savingsHelp } from '../../main/core/model/text.ts';
import type { Bridge } from '../../preload/contract.ts';
import { useIntent } from '../hooks.ts';

interface FooterProps {
  readonly state: AppState;
  readonly bridge: Bridge;
  readonly onKey: () => void;
}

const choicesMs = [5, 15, 30, 60, 120, 240].map((minutes) => minutes * 60_000);

/** The two settings that are needed every day; the rest is in the settings file. */
export function Footer({ state, bridge, onKey }: FooterProps) {
  const intent = useIntent();
  const { settings } = state;
  const current = settings.idle.enabled ? settings.idle.timeoutMs : 0;
  const choices = [...new Set([...choicesMs, ...(current > 0 ? [current] : [])])].sort((a, b) => a - b);
  return (
    <footer>
      <label>
        Stop when idle for{' '}
        <select
          value={current}
          disabled={intent.busy}
          onChange={(event) => {
            const timeoutMs = Number(event.currentTarget.value);
            const patch = timeoutMs === 0 ? { idleEnabled: false } : { idleEnabled: true, idleTimeoutMs: timeoutMs };
            intent.run(() => bridge.call('changeSettings', patch));
          }}
        >
          {choices.map((ms) => (
            <option key={ms} value={ms}>
              {formatDuration(ms)}
            </option>
          ))}
          <option value={0}>never</option>
        </select>
      </label>
      <label title="Everything is decided and written to the ledger, and nothing is stopped">
        <input
          type="checkbox"
          checked={settings.watchOnly}
          disabled={intent.busy}
          onChange={(event) => {
            const watchOnly = event.currentTarget.checked;
            intent.run(() => bridge.call('changeSettings', { watchOnly }));
          }}
        />{' '}
        Watch only
      </label>
      {!state.demo && (
        <button type="button" class="link" aria-label="API key" title="API key" onClick={onKey}>
          Key
        </button>
      )}
      <button type="button" class="link" onClick={() => intent.run(() => bridge.call('openFolder'))}>
        Files
      </button>
      {state.savings.gbHours >= 0.05 && (
        <span class="quiet" title={savingsHelp(state.savings)}>
          {state.savings.gbHours.toFixed(1)} GB·h given back
        </span>
      )}
      <p class="failure" role="status">
        {intent.failure}
      </p>
    </footer>
  );
}
