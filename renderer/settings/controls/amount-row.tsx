import type { ComponentChildren } from 'preact';
import { useId, useState } from 'preact/hooks';
import type { Words } from '../../../main/core/i18n/words.ts';
import { useWords } from '../../words.tsx';
import { readBytes, readDuration, writeBytes, writeDuration } from '../models/amount.ts';
import type { Complaint } from '../models/check.ts';
import { FieldRow } from './fields.tsx';

/** Time or memory: how it is read and how it is written. */
interface Kind {
  readonly read: (text: string) => number | null;
  readonly write: (value: number, words: Words) => string;
  readonly wrong: 'amount.notTime' | 'amount.notMemory';
}

const kinds = {
  time: { read: readDuration, write: writeDuration, wrong: 'amount.notTime' },
  memory: { read: readBytes, write: writeBytes, wrong: 'amount.notMemory' },
} as const satisfies Record<string, Kind>;

interface AmountRowProps {
  readonly kind: keyof typeof kinds;
  readonly label: string;
  readonly help?: ComponentChildren;
  /** Null: none, where that may be. */
  readonly value: number | null;
  /** What an empty field means; left out: it may not be empty. */
  readonly emptyText?: string;
  /** What main would say to a value. */
  readonly check: (value: number | null) => Complaint | null;
  readonly onChange: (value: number | null) => void;
}

/**
 * An amount that is typed with its unit. What is typed is judged at every key, and becomes true with Enter or when the field is
 * left, because half of a number is another number. Escape takes it back. What could not be taken stays to be corrected, and beside
 * it stands what holds meanwhile: the field no longer shows that.
 */
export function AmountRow({ kind, label, help, value, emptyText, check, onChange }: AmountRowProps) {
  const words = useWords();
  const id = useId();
  const [typed, setTyped] = useState<string | null>(null);
  const [wasLeft, setWasLeft] = useState(false);
  const { read, write, wrong } = kinds[kind];
  const shown = value === null ? '' : write(value, words);
  const judge = (text: string): { readonly value: number | null } | { readonly complaint: string } => {
    const isEmpty = text.trim() === '';
    const wanted = isEmpty ? null : read(text);
    if (wanted === null && !(isEmpty && emptyText !== undefined)) return { complaint: words.t(wrong) };
    const complaint = check(wanted);
    return complaint
      ? { complaint: complaintText(complaint, (limit) => write(limit, words), words) }
      : { value: wanted };
  };
  const judged = typed === null ? null : judge(typed);
  const why = judged && 'complaint' in judged ? judged.complaint : null;
  const holds = shown === '' ? (emptyText ?? shown) : shown;
  const complaint = why !== null && wasLeft ? words.t('amount.notTaken', { why, value: holds }) : why;
  const commit = () => {
    if (typed === null || judged === null) return;
    setWasLeft(true);
    if (!('value' in judged)) return;
    setTyped(null);
    if (typed !== shown && judged.value !== value) onChange(judged.value);
  };
  return (
    <FieldRow id={id} label={label} complaint={complaint} {...(help !== undefined && { help })}>
      <input
        id={id}
        type="text"
        class="amount"
        autocomplete="off"
        spellcheck={false}
        placeholder={emptyText}
        value={typed ?? shown}
        aria-invalid={complaint !== null}
        aria-describedby={`${id}-wrong${help === undefined ? '' : ` ${id}-help`}`}
        onInput={(event) => {
          setWasLeft(false);
          setTyped(event.currentTarget.value);
        }}
        onBlur={commit}
        onKeyDown={(event) => {
          if (event.key === 'Enter') commit();
          if (event.key !== 'Escape' || typed === null) return;
          event.preventDefault();
          setTyped(null);
        }}
      />
    </FieldRow>
  );
}

function complaintText(complaint: Complaint, write: (limit: number) => string, words: Words): string {
  switch (complaint.kind) {
    case 'too-small':
      return words.t('amount.tooSmall', { limit: write(complaint.limit) });
    case 'too-large':
      return words.t('amount.tooLarge', { limit: write(complaint.limit) });
    case 'refused':
      return words.t('amount.refused');
  }
}
