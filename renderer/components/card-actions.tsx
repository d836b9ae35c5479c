import type { Bridge } from '../../preload/contract.ts';
import type { CardModel } from '../card-model.ts';
import type { Intent } from '../hooks.ts';

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
const keepChoices = [
  { label: '30 min', forMs: 30 * minute },
  { label: '2 h', forMs: 2 * hour },
  { label: '8 h', forMs: 8 * hour },
  { label: '1 day', forMs: 24 * hour },
] as const;

export function CardActions({ sandboxKey: key, name, actions, bridge, intent }: CardActionsProps) {
  if (actions.length === 0) return null;
  const keep = (forMs: number | null) => intent.run(() => bridge.call('keepAwake', { key, forMs }));
  const stop = () => intent.run(() => bridge.call('stopSandbox', { key }));
  const snooze = () => intent.run(() => bridge.call('snooze', { key, forMs: 30 * minute }));
  const protect = (on: boolean) => intent.run(() => bridge.call('protect', { key, on }));
  const warned = actions.includes('extend');
  return (
    <div class="actions">
      {actions.includes('keep') && (
        <select
          class={`button${warned ? ' primary' : ''}`}
          aria-label={`Keep ${name} awake`}
          disabled={intent.busy}
          value=""
          onChange={(event) => {
            const forMs = Number(event.currentTarget.value);
            event.currentTarget.value = '';
            if (forMs > 0) keep(forMs);
          }}
        >
          <option value="">Keep awake</option>
          {keepChoices.map(({ label, forMs }) => (
            <option key={label} value={forMs}>
              for {label}
            </option>
          ))}
        </select>
      )}
      {actions.includes('let-sleep') && (
        <button type="button" class="button" disabled={intent.busy} onClick={() => keep(null)}>
          Let it sleep
        </button>
      )}
      {warned && (
        <button type="button" class="button" disabled={intent.busy} onClick={snooze}>
          +30 min
        </button>
      )}
      {(actions.includes('stop') || actions.includes('retry')) && (
        <button
          type="button"
          class="button"
          aria-label={`${stopLabel(actions)} ${name}`}
          disabled={intent.busy}
          onClick={stop}
        >
          {stopLabel(actions)}
        </button>
      )}
      {(actions.includes('protect') || actions.includes('unprotect')) && (
        <button
          type="button"
          class="button"
          aria-label={`${actions.includes('protect') ? 'Protect' : 'Unprotect'} ${name}`}
          title="A protected sandbox is stopped by nothing until the lock is taken off"
          disabled={intent.busy}
          onClick={() => protect(actions.includes('protect'))}
        >
          {actions.includes('protect') ? 'Protect' : 'Unprotect'}
        </button>
      )}
    </div>
  );
}

function stopLabel(actions: CardModel['actions']): string {
  if (actions.includes('retry')) return 'Try again';
  return actions.includes('extend') ? 'Stop now' : 'Stop';
}
