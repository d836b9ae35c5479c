import type { SettingsPatch } from '../../../main/core/settings/schema.ts';
import { useWords } from '../../words.tsx';
import { useChange } from '../change.ts';
import { AmountRow } from '../controls/amount-row.tsx';
import { SwitchRow } from '../controls/fields.tsx';
import { Group } from '../controls/group.tsx';
import { complaintAbout } from '../models/check.ts';
import type { SectionProps } from '../sections.ts';
import { RuleList } from './rule-list.tsx';

type TimeSetting = 'idleTimeoutMs' | 'idleTimeoutWithSessionsMs' | 'idleWarningMs';

/** When idle sandboxes are stopped, for all of them and by rule. */
export function IdleSection({ state, bridge }: SectionProps) {
  const words = useWords();
  const change = useChange(bridge);
  const times = useChange(bridge);
  const { idle, watchOnly } = state.settings;
  const time = (setting: TimeSetting, value: number, label: string, help: string) => {
    const patch = (ms: number | null): SettingsPatch => ({ [setting]: ms });
    return (
      <AmountRow
        kind="time"
        label={label}
        help={help}
        value={value}
        check={(ms) => complaintAbout(patch(ms))}
        onChange={(ms) => times.apply(patch(ms))}
      />
    );
  };
  return (
    <>
      <Group failure={change.failure}>
        <SwitchRow
          label={words.t('idle.enabled')}
          help={words.t('idle.enabledHelp')}
          checked={idle.enabled}
          onChange={(idleEnabled) => change.apply({ idleEnabled })}
        />
        <SwitchRow
          label={words.t('idle.watchOnly')}
          help={words.t('idle.watchOnlyHelp')}
          checked={watchOnly}
          onChange={(on) => change.apply({ watchOnly: on })}
        />
      </Group>
      <Group title={words.t('idle.times')} help={words.t('amount.timeHint')} failure={times.failure}>
        {time('idleTimeoutMs', idle.timeoutMs, words.t('idle.timeout'), words.t('idle.timeoutHelp'))}
        {time(
          'idleTimeoutWithSessionsMs',
          idle.timeoutWithSessionsMs,
          words.t('idle.timeoutWithSessions'),
          words.t('idle.timeoutWithSessionsHelp'),
        )}
        {time('idleWarningMs', idle.warningMs, words.t('idle.warning'), words.t('idle.warningHelp'))}
      </Group>
      <RuleList state={state} bridge={bridge} />
    </>
  );
}
