import type { AppState, SandboxState } from '../../main/core/model/app-state.ts';
import type { Bridge } from '../../preload/contract.ts';
import { cardModel } from '../card-model.ts';
import { CardName } from '../openers.tsx';
import { useIntent } from '../hooks.ts';
import { useWords } from '../words.tsx';
import { CardActions } from './card-actions.tsx';

interface StoppedProps {
  readonly sandboxes: readonly SandboxState[];
  readonly state: AppState;
  readonly nowMs: number;
  readonly bridge: Bridge;
}

/** The stopped ones, folded away: what happened to them, and the way back. */
export function Stopped({ sandboxes, ...rest }: StoppedProps) {
  const { t } = useWords();
  if (sandboxes.length === 0) return null;
  return (
    <details class="stopped">
      <summary>{t('popup.stopped', { count: sandboxes.length })}</summary>
      <ul>
        {sandboxes.map((one) => (
          <StoppedOne key={one.key} sandbox={one} {...rest} />
        ))}
      </ul>
    </details>
  );
}

function StoppedOne({ sandbox, state, nowMs, bridge }: Omit<StoppedProps, 'sandboxes'> & { sandbox: SandboxState }) {
  const words = useWords();
  const intent = useIntent();
  const model = cardModel(sandbox, state, nowMs, words);
  return (
    <li data-key={sandbox.key} aria-label={sandbox.name} tabIndex={-1}>
      <div class="stopped-line">
        <span class="stopped-name">
          <CardName sandboxKey={sandbox.key} name={sandbox.name} />
        </span>
        <CardActions
          sandboxKey={sandbox.key}
          name={sandbox.name}
          model={model}
          isShort
          bridge={bridge}
          intent={intent}
        />
      </div>
      {[model.docker, model.message].map((text) => text !== null && <p class="quiet docker">{text}</p>)}
      <p class="failure" role="status">
        {intent.failure}
      </p>
    </li>
  );
}
