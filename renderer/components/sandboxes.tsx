import type { AppState } from '../../main/core/model/app-state.ts';
import { listModel } from '../list-model.ts';
import type { Search } from '../search.ts';
import type { SparkBook } from '../sparks.ts';
import type { Store } from '../store.ts';
import { useWords } from '../words.tsx';
import { CardList } from './card-list.tsx';
import { EmptyFace } from './faces.tsx';
import { ListTools } from './list-tools.tsx';
import { Stopped } from './stopped.tsx';

export interface SandboxesProps {
  readonly state: AppState;
  readonly store: Store;
  readonly sparks: SparkBook;
  readonly nowMs: number;
  /** The card that was asked for. */
  readonly revealed: string | null;
  /** How often the window came on the screen. */
  readonly shown: number;
  readonly search: Search;
  /** Whose page has just been left. */
  readonly comesBackTo: string | null;
}

/** All sandboxes: the cards, and below them the stopped ones, with one search for both. */
export function Sandboxes({ state, store, sparks, nowMs, revealed, shown, search, comesBackTo }: SandboxesProps) {
  const words = useWords();
  const { cards, stopped, found, hasTools, query } = listModel(state.sandboxes, nowMs, search.query, words);
  const common = { state, nowMs, bridge: store.bridge, pictured: store.pictured, wanted: revealed ?? comesBackTo };
  return (
    <>
      {hasTools && (
        <ListTools
          search={search}
          hasOrder={cards.length > 1}
          shown={found.cards.length + found.stopped.length}
          of={cards.length + stopped.length}
        />
      )}
      {cards.length > 0 && (
        <CardList sandboxes={cards} matches={found.cards} {...common} {...{ sparks, revealed, shown, search }} />
      )}
      {cards.length === 0 && query === '' && <EmptyFace state={state} bridge={store.bridge} />}
      <Stopped sandboxes={found.stopped} query={query} isAlone={cards.length === 0} {...common} />
    </>
  );
}
