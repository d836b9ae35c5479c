import type { Bridge } from '../../preload/contract.ts';
import type { CardModel } from '../card-model.ts';
import type { Intent } from '../hooks.ts';
import { useWords } from '../words.tsx';
import { Icon } from './icons.tsx';
import { MenuButton } from './menu-button.tsx';

interface CardActionsProps {
  readonly sandboxKey: string;
  readonly name: string;
  readonly model: Pick<CardModel, 'actions' | 'command'>;
  readonly bridge: Bridge;
  readonly intent: Intent;
  /** There is little room: the command is copied without being shown. */
  readonly isShort?: boolean;
}

const minute = 60_000;
const hour = 60 * minute;

/** How long a sandbox can be kept awake, in milliseconds. */
const keepChoicesMs = [30 * minute, 2 * hour, 8 * hour, 24 * hour];

/** The actions that are needed most; the lock is in the head of the card, and the rest in its menu. */
export function CardActions({ sandboxKey: key, name, model, bridge, intent, isShort = false }: CardActionsProps) {
  const { t, duration } = useWords();
  const { actions, command } = model;
  if (actions.every((one) => one === 'lock')) return null;
  const keep = (forMs: number | null) => intent.run(() => bridge.call('keepAwake', { key, forMs }));
  const warned = actions.includes('extend');
  const stopWord = stopWordOf(actions);
  return (
    <div class="actions">
      {actions.includes('keep') && (
        <MenuButton
          label={t('action.keepAwakeName', { name })}
          look={`button menu-button${warned ? ' primary' : ''}`}
          isBusy={intent.busy}
          entries={keepChoicesMs.map((forMs) => ({
            id: String(forMs),
            label: t('action.keepFor', { span: duration(forMs) }),
            act: () => keep(forMs),
          }))}
        >
          {t('action.keepAwake')}
          <Icon name="below" />
        </MenuButton>
      )}
      {actions.includes('let-sleep') && (
        <button
          type="button"
          class="button"
          aria-label={t('action.letItSleepName', { name })}
          aria-disabled={intent.busy}
          onClick={() => keep(null)}
        >
          {t('action.letItSleep')}
        </button>
      )}
      {warned && (
        <button
          type="button"
          class="button"
          aria-label={t('action.snoozeName', { name })}
          aria-disabled={intent.busy}
          onClick={() => intent.run(() => bridge.call('snooze', { key, forMs: 30 * minute }))}
        >
          {t('action.snooze')}
        </button>
      )}
      {(actions.includes('stop') || actions.includes('retry')) && (
        <button
          type="button"
          class="button"
          aria-label={t(`${stopWord}Name`, { name })}
          aria-disabled={intent.busy}
          onClick={() => intent.run(() => bridge.call('stopSandbox', { key }))}
        >
          {t(stopWord)}
        </button>
      )}
      {actions.includes('start') && (
        <button
          type="button"
          class={`button${isShort ? '' : ' primary'}`}
          aria-label={t('action.startAgainName', { name })}
          aria-disabled={intent.busy}
          onClick={() => intent.run(() => bridge.call('startSandbox', { key }))}
        >
          {t('action.startAgain')}
        </button>
      )}
      {actions.includes('copy') && command !== null && (
        <>
          {!isShort && <code class="command">{command}</code>}
          <button
            type="button"
            class="button"
            aria-label={t('action.copyCommandName', { name })}
            aria-disabled={intent.busy}
            onClick={() => intent.run(() => bridge.call('copyCommand', { key }))}
          >
            {t('action.copyCommand')}
          </button>
        </>
      )}
    </div>
  );
}

function stopWordOf(actions: CardModel['actions']) {
  if (actions.includes('retry')) return 'action.tryAgain';
  return actions.includes('extend') ? 'action.stopNow' : 'action.stop';
}
