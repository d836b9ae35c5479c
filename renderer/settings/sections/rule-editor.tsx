import { useState } from 'preact/hooks';
import type { AppState } from '../../../main/core/model/app-state.ts';
import type { Rule } from '../../../main/core/settings/schema.ts';
import { useWords } from '../../words.tsx';
import { AmountRow } from '../controls/amount-row.tsx';
import { EditorFrame } from '../controls/editor-frame.tsx';
import { SelectRow } from '../controls/fields.tsx';
import { complaintAbout } from '../models/check.ts';
import { matchOf, ruleEffects, ruleOf, type RuleForm, type TimeSetting } from '../models/rule-form.ts';
import { MatchRows } from './match-rows.tsx';

interface RuleEditorProps {
  readonly state: AppState;
  readonly start: RuleForm;
  readonly before?: Rule;
  readonly failure: string | null;
  readonly onSave: (rule: Rule) => void;
  readonly onCancel: () => void;
}

/** One rule: which sandboxes, and what holds for them. */
export function RuleEditor({ state, start, before, failure, onSave, onCancel }: RuleEditorProps) {
  const words = useWords();
  const [form, setForm] = useState(start);
  const saysNobody = Object.keys(matchOf(form.match)).length === 0;
  const rule = ruleOf(form, before);
  const complaint = complaintAbout({ rules: [rule] }) ? words.t('amount.refused') : null;
  const time = (setting: TimeSetting, label: string) => (
    <AmountRow
      kind="time"
      label={label}
      value={form[setting]}
      emptyText={words.t('rule.asAll')}
      // A rule may not ask for less than everybody may.
      check={(ms) => (ms === null ? null : complaintAbout({ idleTimeoutMs: ms }))}
      onChange={(ms) => setForm({ ...form, [setting]: ms })}
    />
  );
  return (
    <EditorFrame
      label={words.t(before ? 'rule.editTitle' : 'rule.addTitle')}
      canSave={!saysNobody && complaint === null}
      failure={failure ?? (saysNobody ? words.t('rule.nobody') : complaint)}
      onSave={() => onSave(rule)}
      onCancel={onCancel}
    >
      <MatchRows state={state} match={form.match} onChange={(match) => setForm({ ...form, match })} />
      <SelectRow
        label={words.t('rule.effect')}
        value={form.effect}
        options={ruleEffects.map((effect) => [effect, words.t(`rule.${effect}`)])}
        onChange={(effect) => setForm({ ...form, effect })}
      />
      {form.effect === 'timeout' && (
        <>
          {time('timeoutMs', words.t('rule.timeoutIn'))}
          {time('timeoutWithSessionsMs', words.t('rule.timeoutWithSessionsIn'))}
        </>
      )}
    </EditorFrame>
  );
}
