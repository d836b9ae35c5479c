import './detail.css';
import { useRef, useState } from 'preact/hooks';
import type { HistoryRange } from '../../main/core/history/tiers.ts';
import type { AppState } from '../../main/core/model/app-state.ts';
import { nameOf, type SandboxKey } from '../../main/core/model/sandbox.ts';
import { activitySentence, runtimeName } from '../../main/core/model/text.ts';
import { cardModel } from '../card-model.ts';
import { CardActions } from '../components/card-actions.tsx';
import { useIntent } from '../hooks.ts';
import type { Store } from '../store.ts';
import { useWords } from '../words.tsx';
import { Evidence } from './evidence.tsx';
import { Facts } from './facts.tsx';
import { HistorySection } from './history-section.tsx';
import { LedgerLines } from './ledger-lines.tsx';
import { OwnSettings } from './own-settings.tsx';
import { Recreate } from './recreate.tsx';
import { PageHead } from './page-head.tsx';
import { Total } from './total.tsx';
import { useDetail, useHistory } from './use-past.ts';

export interface DetailProps {
  /** Null: all sandboxes together. */
  readonly sandboxKey: SandboxKey | null;
  readonly state: AppState;
  readonly store: Store;
  readonly nowMs: number;
  readonly onBack: () => void;
}

/** The page of one sandbox, or of all together. */
export function Detail({ sandboxKey, ...props }: DetailProps) {
  return sandboxKey === null ? <Total {...props} /> : <Sandbox key={sandboxKey} sandboxKey={sandboxKey} {...props} />;
}

type SandboxProps = DetailProps & { readonly sandboxKey: SandboxKey };

/** Everything about one sandbox: what it used and does, why it is judged as it is, and what holds for it alone. */
function Sandbox({ sandboxKey: key, state, store, nowMs, onBack }: SandboxProps) {
  const words = useWords();
  const { t } = words;
  const { bridge } = store;
  const [range, setRange] = useState<HistoryRange>('1h');
  const intent = useIntent();
  const sandbox = state.sandboxes.find((one) => one.key === key);
  const lastSeen = useRef(sandbox);
  if (sandbox) lastSeen.current = sandbox;
  const past = useHistory(bridge, key, range, state.atMs);
  const detail = useDetail(bridge, key, decidedLately(state, key));
  const stopped = sandbox?.status === 'stopped';
  return (
    <>
      <PageHead title={nameOf(key)} onBack={onBack}>
        {sandbox && <span class="badge badge-quiet">{runtimeName(sandbox.runtime, words)}</span>}
      </PageHead>
      <main class="detail">
        <div class="detail-line detail-now">
          <p>
            {!sandbox && t('detail.gone')}
            {sandbox && (stopped ? t('detail.stopped') : activitySentence(sandbox, nowMs, words))}
          </p>
          {sandbox && (
            <CardActions
              sandboxKey={key}
              name={sandbox.name}
              model={cardModel(sandbox, state, nowMs, words)}
              bridge={bridge}
              intent={intent}
            />
          )}
        </div>
        <p class="failure" role="status">
          {intent.failure}
        </p>
        <HistorySection
          name={nameOf(key)}
          past={past}
          range={range}
          onRange={setRange}
          {...(sandbox?.capBytes !== undefined && { line: { bytes: sandbox.capBytes, text: 'history.capLine' } })}
        />
        {sandbox && !stopped && <Evidence sandbox={sandbox} state={state} nowMs={nowMs} />}
        {sandbox && <OwnSettings sandbox={sandbox} state={state} bridge={bridge} week={past.view?.week ?? null} />}
        {lastSeen.current && (
          <Recreate sandbox={lastSeen.current} isGone={!sandbox} shell={state.shell} bridge={bridge} />
        )}
        {sandbox && <Facts sandbox={sandbox} nowMs={nowMs} />}
        {detail && <LedgerLines entries={detail.ledger} settings={state.settings.idle} />}
      </main>
    </>
  );
}

/** Changes whenever something may have been written about it. */
function decidedLately({ sandboxes, notices, settings }: AppState, key: SandboxKey): string {
  const one = sandboxes.find((sandbox) => sandbox.key === key);
  return JSON.stringify([
    one?.status,
    one?.progress?.step,
    one?.protected,
    settings.keepAwakeUntilMs[key],
    notices.filter(({ sandboxKey }) => sandboxKey === key).length,
  ]);
}
