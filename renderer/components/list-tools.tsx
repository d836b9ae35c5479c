import { useEffect, useRef } from 'preact/hooks';
import { takesKeys } from '../list-keys.ts';
import { sortOrders } from '../list-model.ts';
import type { Search } from '../search.ts';
import { useWords } from '../words.tsx';

interface ListToolsProps {
  readonly search: Search;
  /** False where there are too few cards to have an order. */
  readonly hasOrder: boolean;
  readonly shown: number;
  readonly of: number;
}

/** Search and order of a long list; where nothing is found, the way back to all of it. */
export function ListTools({ search, hasOrder, shown, of }: ListToolsProps) {
  const { query, setQuery, order, setOrder } = search;
  const field = useRef<HTMLInputElement>(null);
  useSearchKeys(field);
  const { t } = useWords();
  const hasNone = query !== '' && shown === 0;
  return (
    <div class="list-tools" role="search">
      <input
        ref={field}
        type="search"
        class="search"
        value={query}
        placeholder={t('list.search')}
        aria-label={t('list.searchName')}
        aria-keyshortcuts="/ Control+F"
        spellcheck={false}
        onInput={(event) => setQuery(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || query === '') return;
          event.stopPropagation();
          setQuery('');
        }}
      />
      {hasOrder && (
        <select
          class="button"
          aria-label={t('list.sortName')}
          value={order}
          onChange={(event) => setOrder(sortOrders.find((one) => one === event.currentTarget.value) ?? 'name')}
        >
          {sortOrders.map((one) => (
            <option key={one} value={one}>
              {t(`list.sort.${one}`)}
            </option>
          ))}
        </select>
      )}
      <p class={query === '' ? 'hidden-text' : 'quiet'} role="status">
        {query !== '' && t(hasNone ? 'list.none' : 'list.found', { shown, of })}
      </p>
      {hasNone && (
        <button
          type="button"
          class="button"
          onClick={() => {
            setQuery('');
            field.current?.focus();
          }}
        >
          {t('list.clear')}
        </button>
      )}
    </div>
  );
}

/** `/` and Ctrl+F (or ⌘F) lead to the search; Escape in it takes the query away before it closes anything. */
function useSearchKeys(field: { readonly current: HTMLInputElement | null }): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const finds = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'f';
      const slash = event.key === '/' && !takesKeys(event.target);
      if (!finds && !slash) return;
      event.preventDefault();
      field.current?.focus();
      field.current?.select();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}
