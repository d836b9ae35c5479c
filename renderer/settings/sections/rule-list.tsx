import type { AppState } from '../../../main/core/model/app-state.ts';
import type { Rule } from '../../../main/core/settings/schema.ts';
import type { Bridge } from '../../../preload/contract.ts';
import { useWords } from '../../words.tsx';
import { useChange } from '../change.ts';
import { Group, Row } from '../controls/group.tsx';
import { ListButtons } from '../controls/list-buttons.tsx';
import { useEditor } from '../controls/use-editor.ts';
import { moved } from '../models/order.ts';
import { effectSentence, matchSentence, newRuleForm, ruleForm } from '../models/rule-form.ts';
import { RuleEditor } from './rule-editor.tsx';

/** The rules in the order in which they are asked. */
export function RuleList({ state, bridge }: { readonly state: AppState; readonly bridge: Bridge }) {
  const words = useWords();
  const change = useChange(bridge);
  const editor = useEditor('rule');
  const { rules, idle } = state.settings;
  const set = (next: readonly Rule[]) => bridge.call('changeSettings', { rules: [...next] });
  const apply = (next: readonly Rule[]) => change.run(() => set(next));
  const save = (next: readonly Rule[]) =>
    change.run(
      () => set(next),
      (result) => {
        if (result.ok) editor.close();
      },
    );
  const isShut = editor.edited === null;
  return (
    <Group title={words.t('rule.title')} help={words.t('rule.help')} failure={isShut ? change.failure : null}>
      <ol class="list" aria-label={words.t('rule.title')}>
        {rules.map((rule, index) => {
          const name = matchSentence(rule.match, words);
          return (
            // By place: a rule has no name of its own, and the focus follows by itself.
            <li key={index}>
              {editor.edited === index ? (
                <RuleEditor
                  state={state}
                  start={ruleForm(rule)}
                  before={rule}
                  failure={change.failure}
                  onSave={(next) => save(rules.map((one, at) => (at === index ? next : one)))}
                  onCancel={editor.close}
                />
              ) : (
                <Row label={name} help={effectSentence(rule, words)}>
                  <ListButtons
                    name={name}
                    isLocked={!isShut || change.isBusy}
                    onUp={index > 0 ? () => apply(moved(rules, index, -1)) : null}
                    onDown={index < rules.length - 1 ? () => apply(moved(rules, index, 1)) : null}
                    editId={editor.buttonId(index)}
                    onEdit={() => editor.open(index)}
                    onRemove={() => {
                      apply(rules.filter((_, at) => at !== index));
                      document.getElementById(editor.buttonId('new'))?.focus();
                    }}
                  />
                </Row>
              )}
            </li>
          );
        })}
      </ol>
      {editor.edited === 'new' && (
        <RuleEditor
          state={state}
          start={newRuleForm(idle)}
          failure={change.failure}
          onSave={(next) => save([...rules, next])}
          onCancel={editor.close}
        />
      )}
      {editor.edited !== 'new' && (
        <div class="row row-add">
          <button id={editor.buttonId('new')} type="button" class="button" onClick={() => editor.open('new')}>
            {words.t('rule.add')}
          </button>
        </div>
      )}
    </Group>
  );
}
