import { useState } from 'preact/hooks';
import { suggestCap } from '../../main/core/history/suggest-cap.ts';
import type { HistoryView } from '../../main/core/history/view.ts';
import type { SandboxState } from '../../main/core/model/app-state.ts';
import type { Words } from '../../main/core/i18n/words.ts';
import { useWords } from '../words.tsx';
import { capText, readCap, type CapInput } from './cap-model.ts';

interface CapFormProps {
  readonly sandbox: SandboxState;
  /** The cap of this sandbox alone. */
  readonly own: number | undefined;
  readonly week: HistoryView['week'] | null;
  readonly onCap: (capBytes: number | null) => void;
}

/** A cap is typed with its unit, and set by its button or with Enter: half of a number is another number. */
export function CapForm({ sandbox, own, week, onCap }: CapFormProps) {
  const words = useWords();
  const { t, bytes, duration } = words;
  const [typed, setTyped] = useState<string | null>(null);
  const text = typed ?? capText(own, words);
  const read = readCap(text, own, words);
  const wrong = read.kind === 'wrong';
  const suggested = week && suggestCap(week);
  const set = (capBytes: number | null) => {
    setTyped(null);
    onCap(capBytes);
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (read.kind === 'cap') set(read.bytes);
      }}
    >
      <div class="own-line">
        <label for="own-cap">{t('own.cap')}</label>
        <span class="own-cap">
          <input
            id="own-cap"
            type="text"
            autocomplete="off"
            spellcheck={false}
            value={text}
            aria-invalid={wrong}
            aria-describedby="own-cap-note"
            onInput={(event) => setTyped(event.currentTarget.value)}
          />
          <button type="submit" class="button" aria-disabled={read.kind !== 'cap'}>
            {t('own.capSet')}
          </button>
          {own !== undefined && (
            <button type="button" class="button" onClick={() => set(null)}>
              {t('own.capAsForAll')}
            </button>
          )}
        </span>
      </div>
      <p id="own-cap-note" class={wrong ? 'failure' : 'quiet'} role="status">
        {noteOf(read, sandbox, words)}
      </p>
      {week && typeof week.peakBytes === 'number' && typeof suggested === 'number' && (
        <p class="own-line">
          <span class="quiet">
            {t('own.suggestion', { peak: bytes(week.peakBytes), span: duration(week.knownMs) })}
          </span>
          {suggested !== own && (
            <button type="button" class="button" onClick={() => set(suggested)}>
              {t('own.suggest', { cap: bytes(suggested) })}
            </button>
          )}
        </p>
      )}
    </form>
  );
}

/** What is wrong with what is typed, else what holds; and how to write one where none is there to show it. */
function noteOf(read: CapInput, { capBytes }: SandboxState, { t, bytes }: Words): string {
  if (read.kind === 'wrong') return read.message;
  if (capBytes !== undefined) return t('own.capNow', { cap: bytes(capBytes) });
  return `${t('own.capNone')} ${t('amount.memoryHint')}`;
}
