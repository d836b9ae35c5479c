import type { RefObject } from 'preact';
import { useEffect } from 'preact/hooks';
import type { Spark } from '../../main/core/history/view.ts';
import type { SandboxState } from '../../main/core/model/app-state.ts';
import type { Bridge } from '../../preload/contract.ts';
import type { CardModel } from '../card-model.ts';
import { useIntent, type Intent } from '../hooks.ts';
import { useWords } from '../words.tsx';
import { Bar } from './bar.tsx';
import { CardActions } from './card-actions.tsx';
import { CardHead } from './card-head.tsx';
import { Sparkline } from './sparkline.tsx';

interface CardProps {
  /** Where its element is put when it is drawn. */
  readonly element: RefObject<HTMLLIElement | null>;
  readonly sandbox: SandboxState;
  readonly model: CardModel;
  readonly spark: Spark | undefined;
  readonly bridge: Bridge;
  readonly revealed: boolean;
}

/** One sandbox. */
export function Card({ element, sandbox, model, spark, bridge, revealed }: CardProps) {
  const intent = useIntent();
  // Another program may take its time to open, and keeps nothing else from being done.
  const opening = useIntent();
  useEffect(() => {
    if (!revealed) return;
    element.current?.scrollIntoView({ block: 'center' });
    element.current?.focus();
  }, [revealed]);
  const { key, name } = sandbox;
  const isStopped = model.tone === 'stopped' || model.tone === 'starting';
  const actions = <CardActions sandboxKey={key} name={name} model={model} bridge={bridge} intent={intent} />;
  const ownLine = model.tone === 'warned' || isStopped;
  return (
    <li
      ref={element}
      class={`card tone-${model.tone}${revealed ? ' revealed' : ''}`}
      data-key={key}
      aria-labelledby={`title-${key}`}
      tabIndex={0}
    >
      <CardHead sandbox={sandbox} model={model} bridge={bridge} intent={intent} opening={opening} />
      {!isStopped && <Sparkline spark={spark} />}
      <Place sandboxKey={key} name={name} model={model} bridge={bridge} intent={opening} />
      {!isStopped && <Numbers model={model} sandboxKey={key} bridge={bridge} intent={opening} />}
      {!isStopped && (
        <div class="activity">
          <p>
            <span class="activity-state">{model.activity}</span>
            {model.countdown && <span class="countdown">{model.countdown.text}</span>}
          </p>
          {!ownLine && actions}
        </div>
      )}
      {model.countdown && model.countdown.share !== null && (
        <Bar share={model.countdown.share} tone={model.tone === 'warned' ? 'urgent' : 'countdown'} />
      )}
      {model.countdown && model.countdown.reason !== null && <p class="reason">{model.countdown.reason}</p>}
      {model.docker !== null && <p class="quiet docker">{model.docker}</p>}
      {model.message !== null && <p class="message">{model.message}</p>}
      {ownLine && actions}
      <p class="failure" role="status">
        {intent.failure ?? opening.failure}
      </p>
    </li>
  );
}

interface PartProps {
  readonly sandboxKey: string;
  readonly model: CardModel;
  readonly bridge: Bridge;
  readonly intent: Intent;
}

/** Where it works: the folder, which opens, and the branch. */
function Place({ sandboxKey: key, name, model, bridge, intent }: PartProps & { readonly name: string }) {
  const { t } = useWords();
  const { folder, branch } = model;
  if (!folder) return null;
  return (
    <p class="place">
      <button
        type="button"
        class="link-quiet folder"
        dir="ltr"
        title={folder.full}
        aria-label={t('action.openFolderName', { name, folder: folder.text })}
        onClick={() => intent.run(() => bridge.call('openWorkspace', { key }))}
      >
        <bdi>{folder.text}</bdi>
      </button>
      {branch !== null && (
        <span class="branch" title={t('card.branch')}>
          <span class="hidden-text">{t('card.branch')} </span>
          <bdi>{branch}</bdi>
        </span>
      )}
    </p>
  );
}

/** What it uses, and the ports that lead into it. */
function Numbers({ sandboxKey: key, model, bridge, intent }: PartProps) {
  const { t } = useWords();
  const { memory } = model;
  return (
    <>
      <dl class="numbers">
        <div class={memory.high ? 'high' : ''}>
          <dt>{t('card.memory')}</dt>
          <dd title={memory.hint}>{memory.text}</dd>
        </div>
        <div>
          <dt>{t('card.cpu')}</dt>
          <dd>{model.cpu}</dd>
        </div>
        {model.sessions !== null && (
          <div>
            <dt class="hidden-text">{t('card.sessions')}</dt>
            <dd>{model.sessions}</dd>
          </div>
        )}
        {model.ports.length > 0 && (
          <div>
            <dt class="hidden-text">{t('card.ports')}</dt>
            <dd class="ports">
              {model.ports.map(({ hostPort, name }) => (
                <button
                  key={hostPort}
                  type="button"
                  class="link-quiet"
                  aria-label={name}
                  onClick={() => intent.run(() => bridge.call('openPort', { key, hostPort }))}
                >
                  :{hostPort}
                </button>
              ))}
            </dd>
          </div>
        )}
      </dl>
      {memory.detail !== null && <p class="workspace">{memory.detail}</p>}
      {memory.share !== null && <Bar share={memory.share} tone={memory.high ? 'high' : 'memory'} />}
    </>
  );
}
