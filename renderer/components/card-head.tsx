import type { SandboxState } from '../../main/core/model/app-state.ts';
import type { Bridge } from '../../preload/contract.ts';
import type { CardModel } from '../card-model.ts';
import type { Intent } from '../hooks.ts';
import { CardName, useOpenPage } from '../openers.tsx';
import { useWords } from '../words.tsx';
import { MenuButton, type MenuEntry } from './menu-button.tsx';
import { Icon } from './icons.tsx';

interface CardHeadProps {
  readonly sandbox: SandboxState;
  readonly model: CardModel;
  readonly bridge: Bridge;
  readonly intent: Intent;
  /** For what opens in another program. */
  readonly opening: Intent;
}

/** Who it is, its lock, and what else can be done with it. */
export function CardHead({ sandbox, model, bridge, intent, opening }: CardHeadProps) {
  const { t } = useWords();
  const { key, name } = sandbox;
  const { locked, autoStop, folder, command } = model;
  const openPage = useOpenPage();
  const entries: readonly (MenuEntry | false)[] = [
    { id: 'details', label: t('menu.details'), act: () => openPage(key) },
    command !== null && {
      id: 'agent',
      label: t('menu.openAgent'),
      act: () => opening.run(() => bridge.call('openAgent', { key })),
    },
    folder !== null && {
      id: 'folder',
      label: t('menu.openFolder'),
      act: () => opening.run(() => bridge.call('openWorkspace', { key })),
    },
    command !== null && {
      id: 'copy',
      label: t('menu.copyCommand'),
      act: () => intent.run(() => bridge.call('copyCommand', { key })),
    },
    {
      id: 'auto-stop',
      label: t(autoStop ? 'menu.autoStopOff' : 'menu.autoStopOn'),
      act: () => intent.run(() => bridge.call('changeSandbox', { key, patch: model.autoStopPatch })),
    },
  ];
  return (
    <div class="card-head">
      <span class="dot" aria-hidden="true" />
      <h2 id={`title-${key}`} title={name}>
        <CardName sandboxKey={key} name={name} />
      </h2>
      {model.agent !== null && (
        <span class="badge" dir="auto" title={model.agent}>
          {model.agent}
        </span>
      )}
      <span class="badge badge-quiet" title={model.observer}>
        {model.runtime}
      </span>
      {(locked || model.actions.includes('lock')) && (
        <button
          type="button"
          class={`icon-button${locked ? ' on' : ''}`}
          aria-label={t(locked ? 'action.unprotectName' : 'action.protectName', { name })}
          title={t('action.protectHelp')}
          aria-disabled={intent.busy}
          onClick={() => intent.run(() => bridge.call('protect', { key, on: !locked }))}
        >
          <Icon name={locked ? 'lock' : 'unlocked'} />
        </button>
      )}
      <MenuButton
        label={t('action.moreName', { name })}
        look="icon-button"
        entries={entries.filter((one) => one !== false)}
      >
        <Icon name="more" />
      </MenuButton>
    </div>
  );
}
