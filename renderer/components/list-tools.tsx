import type { RefObject } from 'preact';
import { sortOrders, type SortOrder } from '../list-model.ts';
import { useWords } from '../words.tsx';

interface ListToolsProps {
  readonly field: RefObject<HTMLInputElement | null>;
  readonly query: string;
  readonly onQuery: (query: string) => void;
  readonly order: SortOrder;
  readonly onOrder: (order: SortOrder) => void;
  readonly shown: number;
  readonly of: number;
}

/** Search and order of a long list; where nothing is found, the way back to all of it. */
export function ListTools({ field, query, onQuery, order, onOrder, shown, of }: ListToolsProps) {
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
        onInput={(event) => onQuery(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || query === '') return;
          event.stopPropagation();
          onQuery('');
        }}
      />
      <select
        class="button"
        aria-label={t('list.sortName')}
        value={order}
        onChange={(event) => onOrder(sortOrders.find((one) => one === event.currentTarget.value) ?? 'name')}
      >
        {sortOrders.map((one) => (
          <option key={one} value={one}>
            {t(`list.sort.${one}`)}
          </option>
        ))}
      </select>
      <p class={query === '' ? 'hidden-text' : 'quiet'} role="status">
        {query !== '' && t(hasNone ? 'list.none' : 'list.found', { shown, of })}
      </p>
      {hasNone && (
        <button
          type="button"
          class="button"
          onClick={() => {
            onQuery('');
            field.current?.focus();
          }}
        >
          {t('list.clear')}
        </button>
      )}
    </div>
  );
}
