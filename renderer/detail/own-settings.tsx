import { useEffect, useState } from 'preact/hooks';
import { suggestCap } from '../../main/core/history/suggest-cap.ts';
import type { HistoryView } from '../../main/core/history/view.ts';
import type { AppState, SandboxState } from '../../main/core/model/app-state.ts';
import type { SandboxPatch } from '../../main/core/settings/schema.ts';
import { policyFor } from '../../main/core/settings/for-sandbox.ts';
import type { Bridge } from '../../preload/contract.ts';
import { useIntent, type Intent } from '../hooks.ts';
import { useWords } from '../words.tsx';
import {
  capText,
  idleChoice,
  idlePatch,
  ownCapOf,
  ownOf,
  readCap,
  sessionsChoice,
  sessionsPatch,
  timeoutChoices,
  type OwnChoice,
} from './own-model.ts';

interface OwnSettingsProps {
  readonly sandbox: SandboxState;
  readonly state: AppState;
  readonly bridge: Bridge;
  readonly week: HistoryView['week'] | null;
}

/** What holds for this sandbox alone. It shows what is; a change shows when it has happened. */
export function OwnSettings({ sandbox, state, bridge, week }: OwnSettingsProps) {
  const { t } = useWords();
  const intent = useIntent();
  const { key } = sandbox;
  const { settings } = state;
  const own = ownOf(sandbox, settings);
  const withoutOwn = policyFor({ ...sandbox, key: '' }, settings).idle;
  const change = (patch: SandboxPatch) => intent.run(() => bridge.call('changeSandbox', { key, patch }));
  return (
    <section class="detail-part" aria-labelledby="detail-own" tabIndex={-1}>
      <h2 id="detail-own">{t('own.title')}</h2>
      <div class="own">
        <TimeoutChoice
          id="own-idle"
          label={t('own.idle')}
          value={idleChoice(own)}
          asForAllMs={withoutOwn.enabled ? withoutOwn.timeoutMs : null}
          never
          disabled={false}
          onChoose={(choice) => change(idlePatch(own, choice))}
        />
        <TimeoutChoice
          id="own-sessions"
          label={t('own.idleSessions')}
          value={sessionsChoice(own)}
          asForAllMs={withoutOwn.timeoutWithSessionsMs}
          never={false}
          disabled={idleChoice(own) === 'never'}
          onChoose={(choice) => {
            if (choice !== 'never') change(sessionsPatch(own, choice));
          }}
        />
        <label class="own-check">
          <input
            type="checkbox"
            checked={sandbox.protected === true}
            aria-disabled={intent.busy}
            onChange={(event) => {
              const on = event.currentTarget.checked;
              intent.run(() => bridge.call('protect', { key, on }));
            }}
          />{' '}
          {t('own.protected')}
        </label>
        <CapForm
          sandbox={sandbox}
          state={state}
          week={week}
          intent={intent}
          onCap={(capBytes) => change({ capBytes })}
        />
      </div>
      <p class="failure" role="status">
        {intent.failure}
      </p>
    </section>
  );
}

interface TimeoutChoiceProps {
  readonly id: string;
  readonly label: string;
  readonly value: OwnChoice;
  /** What holds without a choice; null: never. */
  readonly asForAllMs: number | null;
  readonly never: boolean;
  readonly disabled: boolean;
  readonly onChoose: (choice: OwnChoice) => void;
}

function TimeoutChoice({ id, label, value, asForAllMs, never, disabled, onChoose }: TimeoutChoiceProps) {
  const { t, duration } = useWords();
  return (
    <div class="own-line">
      <label for={id}>{label}</label>
      <select
        id={id}
        class="button"
        disabled={disabled}
        value={String(value)}
        onChange={(event) => {
          const chosen = event.currentTarget.value;
          onChoose(chosen === 'all' || chosen === 'never' ? chosen : Number(chosen));
        }}
      >
        <option value="all">
          {asForAllMs === null ? t('own.asForAllOff') : t('own.asForAll', { span: duration(asForAllMs) })}
        </option>
        {timeoutChoices(value).map((ms) => (
          <option key={ms} value={String(ms)}>
            {duration(ms)}
          </option>
        ))}
        {never && <option value="never">{t('own.never')}</option>}
      </select>
    </div>
  );
}

interface CapFormProps {
  readonly sandbox: SandboxState;
  readonly state: AppState;
  readonly week: HistoryView['week'] | null;
  readonly intent: Intent;
  readonly onCap: (capBytes: number | null) => void;
}

function CapForm({ sandbox, state, week, intent, onCap }: CapFormProps) {
  const words = useWords();
  const { t, bytes, duration } = words;
  const own = ownCapOf(sandbox, state.settings);
  const [text, setText] = useState(capText(own, words));
  useEffect(() => setText(capText(own, words)), [own, words]);
  const read = readCap(text, words);
  const wrong = !read.ok && text.trim() !== '';
  const suggested = week && suggestCap(week);
  const canSet = read.ok && read.bytes !== own && !intent.busy;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (read.ok && canSet) onCap(read.bytes);
      }}
    >
      <div class="own-line">
        <label for="own-cap">{t('own.cap')}</label>
        <span class="own-cap">
          <input
            id="own-cap"
            type="text"
            inputMode="decimal"
            autocomplete="off"
            value={text}
            aria-invalid={wrong}
            aria-describedby="own-cap-note"
            onInput={(event) => setText(event.currentTarget.value)}
          />
          <button type="submit" class="button" aria-disabled={!canSet}>
            {t('own.capSet')}
          </button>
          {own !== undefined && (
            <button type="button" class="button" aria-disabled={intent.busy} onClick={() => onCap(null)}>
              {t('own.capAsForAll')}
            </button>
          )}
        </span>
      </div>
      <p id="own-cap-note" class={wrong ? 'failure' : 'quiet'} role="status">
        {wrong
          ? read.message
          : sandbox.capBytes === undefined
            ? t('own.capNone')
            : t('own.capNow', { cap: bytes(sandbox.capBytes) })}
      </p>
      {week && typeof week.peakBytes === 'number' && typeof suggested === 'number' && (
        <p class="own-line">
          <span class="quiet">
            {t('own.suggestion', { peak: bytes(week.peakBytes), span: duration(week.knownMs) })}
          </span>
          {suggested !== own && (
            <button type="button" class="button" aria-disabled={intent.busy} onClick={() => onCap(suggested)}>
              {t('own.suggest', { cap: bytes(suggested) })}
            </button>
          )}
        </p>
      )}
    </form>
  );
}
