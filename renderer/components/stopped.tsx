import type { AppState, SandboxState } from '../../main/core/model/app-state.ts';
import type { Bridge } from '../../preload/contract.ts';
import { cardModel } from '../card-model.ts';
import { useDrawn } from '../drawn-later.ts';
import { useFold } from '../fold.ts';
import { CardName } from '../openers.tsx';
import { useIntent } from '../hooks.ts';
import { useWords } from '../words.tsx';
import { CardActions } from './card-actions.tsx';

/** As many as can be seen at first. */
const firstLines = 16;

interface LineProps {
  readonly state: AppState;
  readonly nowMs: number;
  readonly bridge: Bridge;
}

interface StoppedProps extends LineProps {
  /** What a search leaves of them, or all. */
  readonly sandboxes: readonly SandboxState[];
  readonly query: string;
  /** There is no card: they are what one can go on with. */
  readonly isAlone: boolean;
  /** One that is asked for, or that the focus comes back to; it need not be among them. */
  readonly wanted: string | null;
  /** Those below what can be seen are drawn after it. */
  readonly pictured: Promise<void>;
}

/** The stopped ones, folded away until they are looked for: what happened to them, and the way back. */
export function Stopped({ sandboxes, query, isAlone, wanted, pictured, ...rest }: StoppedProps) {
  const { t } = useWords();
  const place = sandboxes.findIndex((one) => one.key === wanted);
  const { isOpen, onToggle } = useFold(query, place >= 0 ? wanted : isAlone ? 'alone' : null);
  const drawn = useDrawn(firstLines, isOpen ? sandboxes.length : 0, place, pictured);
  if (sandboxes.length === 0) return null;
  return (
    <details class="stopped" open={isOpen} onToggle={onToggle}>
      <summary>{t('popup.stopped', { count: sandboxes.length })}</summary>
      {isOpen && (
        <ul>
          {sandboxes.slice(0, drawn).map((one) => (
            <StoppedOne key={one.key} sandbox={one} {...rest} />
          ))}
        </ul>
      )}
    </details>
  );
}

function StoppedOne({ sandbox, state, nowMs, bridge }: LineProps & { readonly sandbox: SandboxState }) {
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
