import { useReducer, useRef } from 'preact/hooks';

/** Whether a folded list is open, and who decided that. */
export interface Fold {
  readonly isOpen: boolean;
  /** Why it was opened last without being pressed. */
  readonly reason: string | null;
  /** The search during which it was folded by hand. */
  readonly foldedFor: string | null;
}

export const folded: Fold = { isOpen: false, reason: null, foldedFor: null };

/** A new reason opens it, once: whoever folds it then does not have it opened again by the same one. */
export function withReason(fold: Fold, reason: string | null): Fold {
  if (fold.reason === reason) return fold;
  return { ...fold, reason, isOpen: fold.isOpen || reason !== null };
}

/** What a search has found is open, however the whole list was left; folded by hand it stays so until the search is another. */
export function isOpenFor(fold: Fold, query: string): boolean {
  return query === '' ? fold.isOpen : fold.foldedFor !== query;
}

/** As it was opened or folded by hand. */
export function toggled(fold: Fold, query: string, isOpen: boolean): Fold {
  return query === '' ? { ...fold, isOpen } : { ...fold, foldedFor: isOpen ? null : query };
}

/** For a `<details>` whose content is drawn only where it can be seen. */
export function useFold(query: string, reason: string | null) {
  const kept = useRef(folded);
  const [, drawAgain] = useReducer((times: number, _: void) => times + 1, 0);
  // Not in an effect: what it is opened for has to be drawn when the focus is led to it.
  kept.current = withReason(kept.current, reason);
  const isOpen = isOpenFor(kept.current, query);
  return {
    isOpen,
    /** The browser tells of every change, also of those that were made here. */
    onToggle: ({ currentTarget }: { readonly currentTarget: HTMLDetailsElement }) => {
      if (currentTarget.open === isOpen) return;
      kept.current = toggled(kept.current, query, currentTarget.open);
      drawAgain();
    },
  };
}
