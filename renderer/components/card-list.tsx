import type { RefObject } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { AppState, SandboxState } from '../../main/core/model/app-state.ts';
import type { Bridge } from '../../preload/contract.ts';
import { cardModel } from '../card-model.ts';
import { useDrawn } from '../drawn-later.ts';
import { useFocusKept, useHeld, useHold } from '../held-order.ts';
import { inOrderOf, isWarned, ordered, warnedElsewhere } from '../list-model.ts';
import { indexAfter, takesKeys } from '../list-keys.ts';
import { OutOfSight } from '../out-of-sight.ts';
import type { Search } from '../search.ts';
import type { SparkBook } from '../sparks.ts';
import { useWords } from '../words.tsx';
import { Card } from './card.tsx';
import { Kept } from './kept.tsx';
import { WarnedHint } from './warned-hint.tsx';

/** As many as can be seen at first. */
const firstCards = 5;

interface CardListProps {
  /** Those that have a card, in the order of the state. */
  readonly sandboxes: readonly SandboxState[];
  /** What the search leaves of them. */
  readonly matches: readonly SandboxState[];
  readonly state: AppState;
  readonly sparks: SparkBook;
  readonly nowMs: number;
  readonly bridge: Bridge;
  /** The cards below what can be seen are drawn after it. */
  readonly pictured: Promise<void>;
  readonly revealed: string | null;
  /** How often the window came on the screen: each time the order is made anew. */
  readonly shown: number;
  readonly search: Search;
  /** What has to be drawn at once wherever it stands: the card that is asked for, or that the focus comes back to. */
  readonly wanted: string | null;
}

/**
 * The cards, with their order and a way through them by keyboard. What is about to be stopped comes first, but nothing
 * moves under the pointer, or away from the focus: then a hint leads there.
 */
export function CardList(props: CardListProps) {
  const { sandboxes, matches, state, sparks, nowMs, bridge, pictured, revealed, shown, search, wanted } = props;
  const words = useWords();
  const { setQuery, order } = search;
  const list = useRef<HTMLUListElement>(null);
  const hold = useHold();
  const outOfSight = useOutOfSight();
  const [asked, setAsked] = useState(0);
  const inOrder = ordered(sandboxes, order, state.notices).map((one) => one.key);
  const found = inOrderOf(matches, useHeld(inOrder, hold.isHeld, `${order} ${asked} ${shown}`));
  useFocusKept();
  const drawn = useDrawn(
    firstCards,
    found.length,
    found.findIndex((one) => one.key === wanted),
    pictured,
  );
  const showWarned = () => {
    setQuery('');
    setAsked(asked + 1);
  };
  const warned = sandboxes.filter(isWarned).length;
  useEffect(() => {
    if (warned > 0) list.current?.closest('main')?.scrollTo({ top: 0 });
  }, [shown]);
  // Before anybody notices that what was pressed is gone.
  useLayoutEffect(() => {
    if (asked === 0) return;
    const first = list.current?.querySelector<HTMLElement>('li.card');
    first?.focus({ preventScroll: true });
    list.current?.closest('main')?.scrollTo({ top: 0 });
  }, [asked]);
  return (
    <div {...hold.handlers}>
      <WarnedHint list={list} warned={warned} elsewhere={warnedElsewhere(sandboxes, found)} onShow={showWarned} />
      <ul
        ref={list}
        class="cards"
        aria-label={words.t('popup.sandboxes')}
        onKeyDown={(event) => {
          const card = cardOf(event.target);
          if (!card || !list.current || takesKeys(event.target)) return;
          if (event.key === 'Enter' && event.target === card)
            return card.querySelector<HTMLElement>('h2 button')?.click();
          const cards = [...list.current.children] as HTMLElement[];
          const index = indexAfter(event.key, cards.indexOf(card), cards.length);
          if (index === null) return;
          event.preventDefault();
          cards[index]?.focus();
          cards[index]?.scrollIntoView({ block: 'nearest' });
        }}
      >
        {found.slice(0, drawn).map((sandbox) => {
          const isRevealed = sandbox.key === revealed;
          const urgent = JSON.stringify([isRevealed, words.language, sandbox.progress?.step]);
          const spark = sparks.get(sandbox.key);
          const next = () => {
            const model = cardModel(sandbox, state, nowMs, words);
            return {
              on: [JSON.stringify(model), spark, urgent],
              draw: (element: RefObject<HTMLLIElement | null>) => (
                <Card {...{ element, sandbox, model, spark, bridge }} revealed={isRevealed} />
              ),
            };
          };
          return <Kept key={sandbox.key} {...{ outOfSight, urgent, next }} of={state} />;
        })}
      </ul>
    </div>
  );
}

function useOutOfSight(): OutOfSight {
  const [outOfSight] = useState(() => new OutOfSight());
  useEffect(() => {
    const { scrolled } = outOfSight;
    const how = { capture: true, passive: true };
    document.addEventListener('scroll', scrolled, how);
    return () => document.removeEventListener('scroll', scrolled, how);
  }, []);
  return outOfSight;
}

function cardOf(target: EventTarget | null): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>('li.card') : null;
}
