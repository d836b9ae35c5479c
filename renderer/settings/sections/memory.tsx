import { memoryActs, type SettingsPatch } from '../../../main/core/settings/schema.ts';
import { autoBudgetShare, budgetFor } from '../../../main/core/settings/limits.ts';
import { useWords } from '../../words.tsx';
import { useChange } from '../change.ts';
import { AmountRow } from '../controls/amount-row.tsx';
import { SelectRow } from '../controls/fields.tsx';
import { Group } from '../controls/group.tsx';
import { complaintAbout } from '../models/check.ts';
import type { SectionProps } from '../sections.ts';
import { CapList } from './cap-list.tsx';
import { VictimList } from './victim-list.tsx';

const budgetKinds = ['auto', 'number', 'off'] as const;
/** Where a budget of one's own begins on a machine whose memory cannot be read. */
const fallbackBudgetBytes = 8 * 1024 ** 3;

/** Caps, the budget over all, and what may be done when they are exceeded. */
export function MemorySection({ state, bridge }: SectionProps) {
  const words = useWords();
  const limits = useChange(bridge);
  const act = useChange(bridge);
  const { memory } = state.settings;
  const { budgetBytes } = memory;
  const budgetKind = typeof budgetBytes === 'number' ? 'number' : budgetBytes;
  const autoBytes = budgetFor({ ...state.settings, memory: { ...memory, budgetBytes: 'auto' } }, state.host);
  const patchCap = (bytes: number | null): SettingsPatch => ({ memoryCapBytes: bytes });
  const patchBudget = (bytes: number | null): SettingsPatch => ({ memoryBudgetBytes: bytes ?? 0 });
  const patchSustained = (ms: number | null): SettingsPatch => ({ memorySustainedMs: ms ?? 0 });
  return (
    <>
      <Group title={words.t('memory.limits')} help={words.t('amount.memoryHint')} failure={limits.failure}>
        <AmountRow
          kind="memory"
          label={words.t('memory.cap')}
          help={words.t('memory.capHelp')}
          value={memory.capBytes}
          emptyText={words.t('memory.noCap')}
          check={(bytes) => complaintAbout(patchCap(bytes))}
          onChange={(bytes) => limits.apply(patchCap(bytes))}
        />
        <SelectRow
          label={words.t('memory.budget')}
          help={
            budgetKind === 'auto' && autoBytes !== null
              ? words.t('memory.budgetAutoHelp', { share: autoBudgetShare, budget: words.bytes(autoBytes) })
              : words.t('memory.budgetHelp')
          }
          value={budgetKind}
          options={budgetKinds.map((kind) => [kind, words.t(`memory.budget.${kind}`)])}
          onChange={(kind) =>
            limits.apply({ memoryBudgetBytes: kind === 'number' ? (autoBytes ?? fallbackBudgetBytes) : kind })
          }
        />
        {typeof budgetBytes === 'number' && (
          <AmountRow
            kind="memory"
            label={words.t('memory.budgetAmount')}
            value={budgetBytes}
            check={(bytes) => complaintAbout(patchBudget(bytes))}
            onChange={(bytes) => limits.apply(patchBudget(bytes))}
          />
        )}
      </Group>
      <Group title={words.t('memory.whatToDo')} failure={act.failure}>
        <SelectRow
          label={words.t('memory.act')}
          help={words.t(`memory.actHelp.${memory.act}`)}
          value={memory.act}
          options={memoryActs.map((one) => [one, words.t(`memory.act.${one}`)])}
          onChange={(memoryAct) => act.apply({ memoryAct })}
        />
        <AmountRow
          kind="time"
          label={words.t('memory.sustained')}
          help={words.t('memory.sustainedHelp')}
          value={memory.sustainedMs}
          check={(ms) => complaintAbout(patchSustained(ms))}
          onChange={(ms) => act.apply(patchSustained(ms))}
        />
      </Group>
      <CapList state={state} bridge={bridge} />
      <VictimList state={state} bridge={bridge} />
    </>
  );
}
