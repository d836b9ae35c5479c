import type { ComponentChildren } from 'preact';
import { shortenPath } from '../../main/core/model/shorten-path.ts';
import type { SandboxState } from '../../main/core/model/app-state.ts';
import { runtimeName } from '../../main/core/model/text.ts';
import { useWords } from '../words.tsx';
import { memoryFacts } from './facts-model.ts';

interface FactsProps {
  readonly sandbox: SandboxState;
  readonly nowMs: number;
}

/** What it is, as its runtime tells it. What is not told is left out. */
export function Facts({ sandbox, nowMs }: FactsProps) {
  const words = useWords();
  const { t, bytes, dateTime, duration } = words;
  const { id, agent, runtime, workspaces, branch, limit, capBytes, ports, startedAtMs, usage, observedAtMs } = sandbox;
  const anyLimit = usage.limit ?? limit;
  const { sessions } = usage;
  return (
    <section class="detail-part" aria-labelledby="detail-facts">
      <h2 id="detail-facts">{t('facts.title')}</h2>
      <dl class="facts">
        <Fact name={t('facts.runtime')}>{runtimeName(runtime, words)}</Fact>
        {agent !== undefined && <Fact name={t('facts.agent')}>{agent}</Fact>}
        {id !== undefined && (
          <Fact name={t('facts.id')}>
            <code>{id}</code>
          </Fact>
        )}
        {workspaces.map((folder) => (
          <Fact key={folder} name={t('facts.workspace')}>
            <bdi title={folder}>{shortenPath(folder)}</bdi>
          </Fact>
        ))}
        {branch !== undefined && <Fact name={t('facts.branch')}>{branch}</Fact>}
        {memoryFacts(sandbox, nowMs, words).map(({ name, text }) => (
          <Fact key={name} name={name}>
            {text}
          </Fact>
        ))}
        {anyLimit && (
          <Fact name={t('facts.limit')}>{t(`facts.limitBy.${anyLimit.source}`, { bytes: bytes(anyLimit.bytes) })}</Fact>
        )}
        {capBytes !== undefined && <Fact name={t('facts.cap')}>{bytes(capBytes)}</Fact>}
        {ports !== undefined && ports.length > 0 && (
          <Fact name={t('facts.ports')}>
            {ports
              .map(({ hostPort, sandboxPort }) => t('facts.port', { host: `${hostPort}`, inside: `${sandboxPort}` }))
              .join(', ')}
          </Fact>
        )}
        {sessions !== 'absent' && (
          <Fact name={t('facts.sessions')}>{sessions === 'unknown' ? t('history.unknown') : sessions}</Fact>
        )}
        {startedAtMs !== undefined && sandbox.status === 'running' && (
          <Fact name={t('facts.started')}>
            {t('facts.startedAgo', { when: dateTime(startedAtMs), span: duration(nowMs - startedAtMs) })}
          </Fact>
        )}
        {!sandbox.fresh && <Fact name={t('facts.seen')}>{dateTime(observedAtMs)}</Fact>}
      </dl>
    </section>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
