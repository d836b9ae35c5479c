import type { HistoryView } from '../../main/core/history/view.ts';
import type { AppState, SandboxState } from '../../main/core/model/app-state.ts';
import { policyFor } from '../../main/core/settings/for-sandbox.ts';
import type { Bridge } from '../../preload/contract.ts';
import { useWords } from '../words.tsx';
import { CapForm } from './cap-form.tsx';
import {
  idleChoice,
  idlePatch,
  ownCapOf,
  ownOf,
  sessionsChoice,
  sessionsPatch,
  timeoutChoices,
  type OwnChoice,
} from './own-model.ts';
import { useOwnChange } from './use-own-change.ts';

interface OwnSettingsProps {
  readonly sandbox: SandboxState;
  readonly state: AppState;
  readonly bridge: Bridge;
  readonly week: HistoryView['week'] | null;
}

/** What holds for this sandbox alone. It shows what was chosen last; what main does not take is taken back. */
export function OwnSettings({ sandbox, state, bridge, week }: OwnSettingsProps) {
  const { t } = useWords();
  const { settings, failure, apply } = useOwnChange(bridge, sandbox.key, state);
  const own = ownOf(sandbox, settings);
  const withoutOwn = policyFor({ ...sandbox, key: '' }, settings).idle;
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
          onChoose={(choice) => apply((now) => idlePatch(ownOf(sandbox, now), choice))}
        />
        <TimeoutChoice
          id="own-sessions"
          label={t('own.idleSessions')}
          value={sessionsChoice(own)}
          asForAllMs={withoutOwn.timeoutWithSessionsMs}
          never={false}
          disabled={idleChoice(own) === 'never'}
          onChoose={(choice) => {
            if (choice !== 'never') apply((now) => sessionsPatch(ownOf(sandbox, now), choice));
          }}
        />
        <label class="own-check">
          <input
            type="checkbox"
            checked={policyFor(sandbox, settings).protected === true}
            onChange={(event) => {
              const on = event.currentTarget.checked;
              apply(() => ({ protected: on }));
            }}
          />{' '}
          {t('own.protected')}
        </label>
        <CapForm
          sandbox={sandbox}
          own={ownCapOf(sandbox, settings)}
          week={week}
          onCap={(capBytes) => apply(() => ({ capBytes }))}
        />
      </div>
      <p class="failure" role="status">
        {failure}
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
