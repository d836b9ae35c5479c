import { useWords } from '../../words.tsx';

interface ListButtonsProps {
  /** What the entry is called, for those who do not see where the buttons are. */
  readonly name: string;
  /** An entry is being edited, or a change is under way: the entries stay where they are until that is over. */
  readonly isLocked?: boolean;
  readonly onUp?: (() => void) | null;
  readonly onDown?: (() => void) | null;
  /** The id of the Edit button: where the focus comes back to. */
  readonly editId?: string;
  readonly onEdit?: () => void;
  readonly onRemove?: () => void;
}

/** What can be done to an entry of a list. Up and down are there although they lead nowhere, so that nothing jumps. */
export function ListButtons({ name, isLocked = false, onUp, onDown, editId, onEdit, onRemove }: ListButtonsProps) {
  const words = useWords();
  return (
    <div class="list-buttons">
      {onUp !== undefined && (
        <button
          type="button"
          class="button icon-button"
          aria-label={words.t('list.up', { name })}
          title={words.t('list.upHint')}
          aria-disabled={onUp === null || isLocked}
          data-move="up"
          onClick={(event) => {
            if (onUp === null || isLocked) return;
            onUp();
            followWithFocus(event.currentTarget, -1);
          }}
        >
          <Chevron up />
        </button>
      )}
      {onDown !== undefined && (
        <button
          type="button"
          class="button icon-button"
          aria-label={words.t('list.down', { name })}
          title={words.t('list.downHint')}
          aria-disabled={onDown === null || isLocked}
          data-move="down"
          onClick={(event) => {
            if (onDown === null || isLocked) return;
            onDown();
            followWithFocus(event.currentTarget, 1);
          }}
        >
          <Chevron />
        </button>
      )}
      {onEdit && (
        <button
          id={editId}
          type="button"
          class="button"
          aria-label={words.t('list.editName', { name })}
          aria-disabled={isLocked}
          onClick={() => !isLocked && onEdit()}
        >
          {words.t('list.edit')}
        </button>
      )}
      {onRemove && (
        <button
          type="button"
          class="button"
          aria-label={words.t('list.removeName', { name })}
          aria-disabled={isLocked}
          // The second click of a double one would meet the entry that has moved up.
          onClick={(event) => !isLocked && event.detail < 2 && onRemove()}
        >
          {words.t('list.remove')}
        </button>
      )}
    </div>
  );
}

/** The focus goes where the entry goes, so that it can be moved on. */
function followWithFocus(button: HTMLElement, by: -1 | 1): void {
  const entry = button.closest('li');
  const neighbour = by === -1 ? entry?.previousElementSibling : entry?.nextElementSibling;
  neighbour?.querySelector<HTMLElement>(`[data-move=${button.dataset['move'] ?? ''}]`)?.focus();
}

function Chevron({ up }: { readonly up?: boolean }) {
  return (
    <svg viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">
      <path d={up ? 'M2.5 7.5 6 4l3.5 3.5' : 'M2.5 4.5 6 8l3.5-3.5'} />
    </svg>
  );
}
