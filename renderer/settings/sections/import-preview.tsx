import { useId, useLayoutEffect, useRef } from 'preact/hooks';
import { say } from '../../../main/core/i18n/message.ts';
import type { ListChange } from '../../../main/core/settings/list-changes.ts';
import type { OfferedImport } from '../../../main/core/settings/pending-import.ts';
import { useWords } from '../../words.tsx';
import { bySection, changeText, listTexts } from '../models/import-text.ts';

interface ImportPreviewProps {
  readonly preview: OfferedImport;
  /** An answer is under way: no second one is given. */
  readonly isBusy: boolean;
  readonly onAgree: () => void;
  readonly onCancel: () => void;
}

/**
 * What a chosen file would change. It takes the focus, also when another preview takes its place, so that it is read out as a
 * whole; Escape drops it. Where nothing would change there is nothing to agree to.
 */
export function ImportPreviewView({ preview, isBusy, onAgree, onCancel }: ImportPreviewProps) {
  const words = useWords();
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => box.current?.focus(), [preview.id]);
  const { changesAnything, changes, notes } = preview;
  return (
    <div
      ref={box}
      class="editor import-preview"
      role="group"
      tabIndex={-1}
      aria-labelledby={`${id}-title`}
      aria-describedby={`${id}-text`}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented) return;
        event.preventDefault();
        onCancel();
      }}
    >
      <div class="import-text">
        <h2 id={`${id}-title`}>{words.t('import.title')}</h2>
        <div id={`${id}-text`}>
          {!changesAnything && <p>{words.t('import.nothing')}</p>}
          {changes.length > 0 && (
            <dl>
              {bySection(changes).map(([section, ofSection]) => (
                <div key={section}>
                  <dt>{words.t(`settings.section.${section}`)}</dt>
                  {ofSection.map((change) => (
                    <dd key={change.label}>
                      <span>{changeText(change, words)}</span>
                      {change.list && <EntryLines list={change.list} />}
                    </dd>
                  ))}
                </div>
              ))}
            </dl>
          )}
          {notes.map((note) => (
            <p key={note.id}>{say(note, words)}</p>
          ))}
        </div>
      </div>
      <div class="editor-buttons">
        <button type="button" class="button" onClick={onCancel}>
          {words.t(changesAnything ? 'list.cancel' : 'import.close')}
        </button>
        {changesAnything && (
          <button
            type="button"
            class="button primary"
            aria-disabled={isBusy}
            onClick={() => {
              if (!isBusy) onAgree();
            }}
          >
            {words.t('import.agree')}
          </button>
        )}
      </div>
    </div>
  );
}

function EntryLines({ list }: { readonly list: ListChange }) {
  const lines = listTexts(list, useWords());
  return (
    <ul>
      {lines.map((line, index) => (
        <li key={index}>{line}</li>
      ))}
    </ul>
  );
}
