import type { Bridge } from '../../preload/contract.ts';
import type { CardModel } from '../card-model.ts';
import type { Intent } from '../hooks.ts';
import { useWords } from '../words.tsx';

interface CardActionsProps {
  readonly sandboxKey: string;
  readonly name: string;
  readonly actions: CardModel['actions'];
  readonly bridge: Bridge;
  readonly intent: Intent;
}

const minute = 60_000;
const hour = 60 * minute;

/** How long a sandbox can be kept awake, in milliseconds. */
const keepChoicesMs = [30 * minute, 2 * hour, 8 * hour, 24 * hour];

export function CardActions({ sandboxKey: key, name, actions, bridge, intent }: CardActionsProps) {
  const { t, duration } = useWords();
  if (actions.length === 0) return null;
  const keep = (forMs: number | null) => intent.run(() => bridge.call('keepAwake', { key, forMs }));
  const stop = () => intent.run(() => bridge.call('stopSandbox', { key }));
  const snooze = () => intent.run(() => bridge.call('snooze', { key, forMs: 30 * minute }));
  const protect = (on: boolean) => intent.run(() => bridge.call('protect', { key, on }));
  const warned = actions.includes('extend');
  const locks = actions.includes('protect');
  const stopWord = stopWordOf(actions);
  return (
    <div class="actions">
      {actions.includes('keep') && (
        <select
          class={`button${warned ? ' primary' : ''}`}
          aria-label={t('action.keepAwakeName', { name })}
          disabled={intent.busy}
          value=""
          onChange={(event) => {
            const forMs = Number(event.currentTarget.value);
            event.currentTarget.value = '';
            if (forMs > 0) keep(forMs);
          }}
        >
          <option value="">{t('action.keepAwake')}</option>
          {keepChoicesMs.map((forMs) => (
            <option key={forMs} value={forMs}>
              {t('action.keepFor', { span: duration(forMs) })}
            </option>
          ))}
        </select>
      )}
      {actions.includes('let-sleep') && (
        <button type="button" class="button" disabled={intent.busy} onClick={() => keep(null)}>
          {t('action.letItSleep')}
        </button>
      )}
      {warned && (
        <button type="button" class="button" disabled={intent.busy} onClick={snooze}>
          {t('action.snooze')}
        </button>
      )}
      {(actions.includes('stop') || actions.includes('retry')) && (
        <button
          type="button"
          class="button"
          aria-label={t(`${stopWord}Name`, { name })}
          disabled={intent.busy}
          onClick={stop}
        >
          {t(stopWord)}
        </button>
      )}
      {(locks || actions.includes('unprotect')) && (
        <button
          type="button"
          class="button"
          aria-label={t(locks ? 'action.protectName' : 'action.unprotectName', { name })}
          title={t('action.protectHelp')}
          disabled={intent.busy}
          onClick={() => protect(locks)}
        >
          {t(locks ? 'action.protect' : 'action.unprotect')}
        </button>
      )}
    </div>
  );
}

function stopWordOf(actions: CardModel['actions']) {
  if (actions.includes('retry')) return 'action.tryAgain';
  return actions.includes('extend') ? 'action.stopNow' : 'action.stop';
}
