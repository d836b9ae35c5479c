import { useState } from 'preact/hooks';
import type { SortOrder } from './list-model.ts';

/** What is searched for in the list and how it is sorted: kept while the page of a sandbox is open. */
export interface Search {
  readonly query: string;
  readonly setQuery: (query: string) => void;
  readonly order: SortOrder;
  readonly setOrder: (order: SortOrder) => void;
}

/** A sandbox that is asked for must not be hidden by a search. */
export function useSearch(revealed: string | null): Search {
  const [query, setQuery] = useState('');
  const [order, setOrder] = useState<SortOrder>('name');
  const [known, setKnown] = useState<string | null>(null);
  // Not in an effect: it has to be drawn when the focus is led to it.
  if (known !== revealed) {
    setKnown(revealed);
    if (revealed !== null) setQuery('');
  }
  return { query, setQuery, order, setOrder };
}
