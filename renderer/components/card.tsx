import { useEffect, useRef } from 'preact/hooks';
import type { AppState, SandboxState } from '../../main/core/model/app-state.ts';
import { shortenPath } from '../../main/core/model/shorten-path.ts';
import { observerSentence, runtimeName } from '../../main/core/model/text.ts';
import type { Bridge } from '../../preload/contract.ts';
import { cardModel } from '../card-model.ts';
import { CardName, CardSpark } from '../card-past.tsx';
import { useIntent } from '../hooks.ts';
import { useWords } from '../words.tsx';
import { Bar } from './bar.tsx';
import { CardActions } from './card-actions.tsx';

interface CardProps {
  readonly sandbox: SandboxState;
  readonly state: AppState;
  readonly nowMs: number;
  readonly bridge: Bridge;
  readonly revealed: boolean;
}

/** One running sandbox. */
export function Card({ sandbox, state, nowMs, bridge, revealed }: CardProps) {
  const intent = useIntent();
  const words = useWords();
  const { t } = words;
  const element = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (!revealed) return;
    element.current?.scrollIntoView({ block: 'center' });
    element.current?.focus();
  }, [revealed]);
  const model = cardModel(sandbox, state, nowMs, words);
  const { key, name, agent, runtime, workspaces } = sandbox;
  const titleId = `title-${key}`;
  const actions = <CardActions sandboxKey={key} name={name} actions={model.actions} bridge={bridge} intent={intent} />;
  return (
    <li
      ref={element}
      class={`card tone-${model.tone}${revealed ? ' revealed' : ''}`}
      data-key={key}
      aria-labelledby={titleId}
      tabIndex={-1}
    >
      <div class="card-head">
        <span class="dot" aria-hidden="true" />
        <h2 id={titleId} title={name}>
          <CardName sandboxKey={key} name={name} />
        </h2>
        {agent !== undefined && <span class="badge">{agent}</span>}
        <span class="badge badge-quiet" title={observerSentence(state, runtime, words)}>
          {runtimeName(runtime, words)}
        </span>
      </div>
      <CardSpark sandboxKey={key} />
      {workspaces.length > 0 && (
        <p class="workspace" title={workspaces.join('\n')}>
          <bdi>{workspaces.map(shortenPath).join(', ')}</bdi>
        </p>
      )}
      <dl class="numbers">
        <div class={model.memory.high ? 'high' : ''}>
          <dt>{t('card.memory')}</dt>
          <dd title={model.memory.hint}>{model.memory.text}</dd>
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
      </dl>
      {model.memory.detail !== null && <p class="workspace">{model.memory.detail}</p>}
      {model.memory.share !== null && <Bar share={model.memory.share} tone={model.memory.high ? 'high' : 'memory'} />}
      <div class="activity">
        <p>
          <span class="activity-state">{model.activity}</span>
          {model.countdown && (
            <span class="countdown" title={model.countdown.reason}>
              {model.countdown.text}
            </span>
          )}
        </p>
        {model.tone !== 'warned' && actions}
      </div>
      {model.countdown && <Bar share={model.countdown.share} tone={model.tone === 'warned' ? 'urgent' : 'countdown'} />}
      {model.countdown && model.tone === 'warned' && (
        <p class="reason">{t('card.because', { reason: model.countdown.reason })}</p>
      )}
      {model.docker !== null && <p class="quiet docker">{model.docker}</p>}
      {model.message !== null && <p class="message">{model.message}</p>}
      {model.tone === 'warned' && actions}
      <p class="failure" role="status">
        {intent.failure}
      </p>
    </li>
  );
}
