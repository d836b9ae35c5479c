import type { ScheduleView } from '../../../main/core/model/app-state.ts';
import type { Schedule } from '../../../main/core/settings/schema.ts';
import { useWords } from '../../words.tsx';
import { useChange } from '../change.ts';
import { Switch } from '../controls/fields.tsx';
import { Group, Row } from '../controls/group.tsx';
import { ListButtons } from '../controls/list-buttons.tsx';
import { useEditor } from '../controls/use-editor.ts';
import { matchSentence } from '../models/rule-form.ts';
import { scheduleSentence } from '../../../main/core/model/schedule-text.ts';
import { newScheduleForm, scheduleForm, withSchedule, type ScheduleForm } from '../models/schedule-form.ts';
import type { SectionProps } from '../sections.ts';
import { ScheduleEditor } from './schedule-editor.tsx';

/** At set times: stop what is idle, or stop nothing. */
export function SchedulesSection({ state, bridge }: SectionProps) {
  const words = useWords();
  const change = useChange(bridge);
  const editor = useEditor('schedule');
  const { schedules } = state.settings;
  const set = (next: readonly Schedule[]) => bridge.call('changeSettings', { schedules: [...next] });
  const save = (form: ScheduleForm, id: string | null) =>
    change.run(
      () => set(withSchedule(schedules, form, id)),
      (result) => {
        if (result.ok) editor.close();
      },
    );
  const failure = editor.edited === null ? change.failure : null;
  return (
    <Group help={words.t('schedule.help')} failure={failure}>
      {schedules.length === 0 && editor.edited === null && (
        <Row label={words.t('schedule.none')} help={words.t('schedule.noneHelp')} />
      )}
      <ul class="list" aria-label={words.t('settings.section.schedules')}>
        {schedules.map((one, index) => (
          <li key={one.id} data-schedule={one.id}>
            {editor.edited === index ? (
              <ScheduleEditor
                state={state}
                bridge={bridge}
                start={scheduleForm(one)}
                isNew={false}
                failure={change.failure}
                onSave={(form) => save(form, one.id)}
                onCancel={editor.close}
              />
            ) : (
              <ScheduleRow
                schedule={one}
                view={state.schedules.find(({ id }) => id === one.id)}
                editId={editor.buttonId(index)}
                isLocked={editor.edited !== null || change.isBusy}
                onSwitch={(enabled) =>
                  change.run(() => set(schedules.map((other) => (other === one ? { ...one, enabled } : other))))
                }
                onEdit={() => editor.open(index)}
                onRemove={() => {
                  change.run(() => set(schedules.filter((other) => other !== one)));
                  document.getElementById(editor.buttonId('new'))?.focus();
                }}
              />
            )}
          </li>
        ))}
      </ul>
      {editor.edited === 'new' ? (
        <ScheduleEditor
          state={state}
          bridge={bridge}
          start={newScheduleForm}
          isNew
          failure={change.failure}
          onSave={(form) => save(form, null)}
          onCancel={editor.close}
        />
      ) : (
        <div class="row row-add">
          <button id={editor.buttonId('new')} type="button" class="button" onClick={() => editor.open('new')}>
            {words.t('schedule.add')}
          </button>
        </div>
      )}
    </Group>
  );
}

interface ScheduleRowProps {
  readonly schedule: Schedule;
  readonly view: ScheduleView | undefined;
  readonly editId: string;
  readonly isLocked: boolean;
  readonly onSwitch: (on: boolean) => void;
  readonly onEdit: () => void;
  readonly onRemove: () => void;
}

function ScheduleRow({ schedule, view, editId, isLocked, onSwitch, onEdit, onRemove }: ScheduleRowProps) {
  const words = useWords();
  const name = scheduleSentence(schedule, words);
  const [nextMs] = view?.nextRunsMs ?? [];
  const help = [
    view?.open && words.t('schedule.open'),
    schedule.enabled && nextMs !== undefined && words.t('schedule.next', { when: words.dateTime(nextMs) }),
    !schedule.enabled && words.t('schedule.off'),
    Object.keys(schedule.match).length > 0 && matchSentence(schedule.match, words),
  ].filter((text) => typeof text === 'string');
  return (
    <Row label={name} {...(help.length > 0 && { help: help.join(' · ') })}>
      <ListButtons {...{ name, isLocked, editId, onEdit, onRemove }} />
      <Switch label={words.t('schedule.enabledName', { name })} checked={schedule.enabled} onChange={onSwitch} />
    </Row>
  );
}
