import { useState } from 'preact/hooks';
import type { AppState } from '../../../main/core/model/app-state.ts';
import type { SettingsPatch } from '../../../main/core/settings/schema.ts';
import type { Bridge } from '../../../preload/contract.ts';
import { useWords } from '../../words.tsx';
import { useChange } from '../change.ts';
import { AmountRow } from '../controls/amount-row.tsx';
import { EditorFrame } from '../controls/editor-frame.tsx';
import { FieldRow } from '../controls/fields.tsx';
import { Group, Row } from '../controls/group.tsx';
import { ListButtons } from '../controls/list-buttons.tsx';
import { useEditor } from '../controls/use-editor.ts';
import { isTaken } from '../models/cap-names.ts';
import { complaintAbout } from '../models/check.ts';

const firstCapBytes = 4 * 1024 ** 3;

/** Caps of single sandboxes, by name. */
export function CapList({ state, bridge }: { readonly state: AppState; readonly bridge: Bridge }) {
  const words = useWords();
  const change = useChange(bridge);
  const editor = useEditor('cap');
  const { capsByName } = state.settings.memory;
  const caps = Object.entries(capsByName).sort(([a], [b]) => a.localeCompare(b, words.language));
  const set = (next: Readonly<Record<string, number>>) =>
    change.run(
      () => bridge.call('changeSettings', { memoryCapsByName: next }),
      (result) => {
        if (result.ok) editor.close();
      },
    );
  const without = (name: string) => Object.fromEntries(caps.filter(([other]) => other !== name));
  const edit = (name: string, bytes: number) => (
    <CapEditor
      state={state}
      isNew={name === ''}
      start={{ name, bytes }}
      failure={change.failure}
      // While it is being saved, its own name may be there already.
      isTaken={(wanted) => !change.isBusy && isTaken(capsByName, wanted, name)}
      onSave={(cap) => set({ ...without(name), [cap.name.trim()]: cap.bytes })}
      onCancel={editor.close}
    />
  );
  return (
    <Group
      title={words.t('cap.title')}
      help={words.t('cap.help')}
      failure={editor.edited === null ? change.failure : null}
    >
      <ul class="list" aria-label={words.t('cap.title')}>
        {caps.map(([name, bytes], index) => (
          <li key={name}>
            {editor.edited === index ? (
              edit(name, bytes)
            ) : (
              <Row label={name} help={words.bytes(bytes)}>
                <ListButtons
                  name={name}
                  isLocked={editor.edited !== null || change.isBusy}
                  editId={editor.buttonId(index)}
                  onEdit={() => editor.open(index)}
                  onRemove={() => {
                    set(without(name));
                    document.getElementById(editor.buttonId('new'))?.focus();
                  }}
                />
              </Row>
            )}
          </li>
        ))}
      </ul>
      {editor.edited === 'new' ? (
        edit('', firstCapBytes)
      ) : (
        <div class="row row-add">
          <button id={editor.buttonId('new')} type="button" class="button" onClick={() => editor.open('new')}>
            {words.t('cap.add')}
          </button>
        </div>
      )}
    </Group>
  );
}

interface Cap {
  readonly name: string;
  readonly bytes: number;
}

interface CapEditorProps {
  readonly state: AppState;
  readonly isNew: boolean;
  readonly start: Cap;
  readonly failure: string | null;
  /** Whether another cap has a name: it would be gone without a word. */
  readonly isTaken: (name: string) => boolean;
  readonly onSave: (cap: Cap) => void;
  readonly onCancel: () => void;
}

function CapEditor({ state, isNew, start, failure, isTaken, onSave, onCancel }: CapEditorProps) {
  const words = useWords();
  const [cap, setCap] = useState(start);
  const isWrong = isTaken(cap.name);
  const saysNobody = cap.name.trim() === '';
  const patch = (bytes: number): SettingsPatch => ({ memoryCapsByName: { [cap.name.trim() || 'a']: bytes } });
  return (
    <EditorFrame
      label={words.t(isNew ? 'cap.addTitle' : 'cap.editTitle')}
      canSave={!saysNobody && !isWrong}
      failure={failure ?? (saysNobody ? words.t('cap.nobody') : null)}
      onSave={() => onSave(cap)}
      onCancel={onCancel}
    >
      <FieldRow
        id="cap-name"
        label={words.t('match.name')}
        help={words.t('cap.nameHelp')}
        complaint={isWrong ? words.t('cap.nameTaken') : null}
      >
        <input
          id="cap-name"
          type="text"
          class="pattern"
          autocomplete="off"
          spellcheck={false}
          maxLength={512}
          list="cap-names"
          aria-invalid={isWrong}
          aria-describedby="cap-name-wrong cap-name-help"
          value={cap.name}
          onInput={(event) => setCap({ ...cap, name: event.currentTarget.value })}
        />
        <datalist id="cap-names">
          {[...new Set(state.sandboxes.map((one) => one.name))].map((name) => (
            <option key={name} value={name} />
          ))}
        </datalist>
      </FieldRow>
      <AmountRow
        kind="memory"
        label={words.t('cap.bytes')}
        value={cap.bytes}
        check={(bytes) => complaintAbout(patch(bytes ?? 0))}
        onChange={(bytes) => setCap({ ...cap, bytes: bytes ?? 0 })}
      />
    </EditorFrame>
  );
}
