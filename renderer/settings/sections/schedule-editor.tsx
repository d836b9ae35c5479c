import { useState } from 'preact/hooks';
import type { AppState } from '../../../main/core/model/app-state.ts';
import { scheduleSchema, type Schedule } from '../../../main/core/settings/schema.ts';
import type { Bridge } from '../../../preload/contract.ts';
import { useWords } from '../../words.tsx';
import { AmountRow } from '../controls/amount-row.tsx';
import { EditorFrame } from '../controls/editor-frame.tsx';
import { FieldRow, SelectRow } from '../controls/fields.tsx';
import { complaintAbout } from '../models/check.ts';
import { isGood } from '../models/answered-cron.ts';
import { presetName, presetOf, schedulePresets, withSchedule, type ScheduleForm } from '../models/schedule-form.ts';
import { MatchRows } from './match-rows.tsx';
import { SchedulePreviewBox, useSchedulePreview } from './schedule-preview.tsx';

interface ScheduleEditorProps {
  readonly state: AppState;
  readonly bridge: Bridge;
  readonly start: ScheduleForm;
  readonly isNew: boolean;
  readonly failure: string | null;
  readonly onSave: (form: ScheduleForm) => void;
  readonly onCancel: () => void;
}

const actions = scheduleSchema.entries.action.options;

/** One schedule, with what its expression means while it is typed. */
export function ScheduleEditor({ state, bridge, start, isNew, failure, onSave, onCancel }: ScheduleEditorProps) {
  const words = useWords();
  const [form, setForm] = useState(start);
  const preview = useSchedulePreview(bridge, form.cron);
  const time = (setting: 'forMs' | 'minIdleMs', label: string, help: string) => (
    <AmountRow
      kind="time"
      label={label}
      help={help}
      value={form[setting]}
      check={(ms) => complaintAbout({ schedules: asPatch({ ...form, [setting]: ms ?? 0 }) })}
      onChange={(ms) => setForm({ ...form, [setting]: ms ?? 0 })}
    />
  );
  const isWrong = preview?.answer.ok === false;
  return (
    <EditorFrame
      label={words.t(isNew ? 'schedule.addTitle' : 'schedule.editTitle')}
      canSave={isGood(preview, form.cron)}
      failure={failure}
      onSave={() => onSave(form)}
      onCancel={onCancel}
    >
      <SelectRow
        label={words.t('schedule.preset')}
        value={presetOf(form) ?? 'own'}
        options={[
          ...schedulePresets.map(({ id }) => [id, words.t(presetName(id))] as const),
          ['own', words.t('preset.own')] as const,
        ]}
        onChange={(id) => {
          const preset = schedulePresets.find((one) => one.id === id);
          if (preset) setForm({ ...form, cron: preset.cron, action: preset.action, forMs: preset.forMs });
        }}
      />
      <FieldRow
        id="schedule-cron"
        label={words.t('schedule.cron')}
        help={words.t('schedule.cronHelp')}
        complaint={isWrong ? words.t('schedule.cronWrong') : null}
      >
        <input
          id="schedule-cron"
          type="text"
          class="pattern cron"
          autocomplete="off"
          spellcheck={false}
          maxLength={120}
          aria-invalid={isWrong}
          aria-describedby="schedule-cron-wrong schedule-cron-help"
          value={form.cron}
          onInput={(event) => setForm({ ...form, cron: event.currentTarget.value })}
        />
      </FieldRow>
      <SchedulePreviewBox preview={preview} />
      <SelectRow
        label={words.t('schedule.action')}
        value={form.action}
        options={actions.map((action) => [action, words.t(`schedule.action.${action}`)])}
        onChange={(action) => setForm({ ...form, action })}
      />
      {time('forMs', words.t('schedule.forMs'), words.t('schedule.forMsHelp'))}
      {form.action === 'stop-idle' &&
        time('minIdleMs', words.t('schedule.minIdleMs'), words.t('schedule.minIdleMsHelp'))}
      <MatchRows state={state} match={form.match} onChange={(match) => setForm({ ...form, match })} />
    </EditorFrame>
  );
}

/** Only the times are asked about here: the expression is judged by what it means, not by its form. */
function asPatch(form: ScheduleForm): Schedule[] {
  return [...withSchedule([], { ...form, cron: schedulePresets[0].cron }, null)];
}
