import { useId } from 'preact/hooks';
import { fits } from '../../../main/core/settings/for-sandbox.ts';
import type { AppState } from '../../../main/core/model/app-state.ts';
import { useWords } from '../../words.tsx';
import { FieldRow } from '../controls/fields.tsx';
import { matchOf, type MatchForm } from '../models/rule-form.ts';

interface MatchRowsProps {
  readonly state: AppState;
  readonly match: MatchForm;
  readonly onChange: (match: MatchForm) => void;
}

const shownNames = 4;

/** Which sandboxes are meant, and which of those that are known now that is. */
export function MatchRows({ state, match, onChange }: MatchRowsProps) {
  const words = useWords();
  const id = useId();
  const fitting = state.sandboxes.filter((one) => fits(matchOf(match), one)).map((one) => one.name);
  const suggestions: Readonly<Record<keyof MatchForm, readonly string[]>> = {
    name: state.sandboxes.map((one) => one.name),
    agent: state.sandboxes.flatMap((one) => one.agent ?? []),
    path: state.sandboxes.flatMap((one) => one.workspaces),
  };
  const names = fitting.length > shownNames ? [...fitting.slice(0, shownNames), '…'] : fitting;
  return (
    <>
      {(['name', 'agent', 'path'] as const).map((part) => (
        <FieldRow key={part} id={`${id}-${part}`} label={words.t(`match.${part}`)}>
          <input
            id={`${id}-${part}`}
            type="text"
            class="pattern"
            autocomplete="off"
            spellcheck={false}
            maxLength={512}
            placeholder={words.t(`match.${part}Example`)}
            list={`${id}-${part}-list`}
            value={match[part]}
            onInput={(event) => onChange({ ...match, [part]: event.currentTarget.value })}
          />
          <datalist id={`${id}-${part}-list`}>
            {[...new Set(suggestions[part])].map((text) => (
              <option key={text} value={text} />
            ))}
          </datalist>
        </FieldRow>
      ))}
      <p class="editor-note" role="status">
        {words.t('match.help')} {words.t('match.fits', { count: fitting.length, names: words.list(names) })}
      </p>
    </>
  );
}
