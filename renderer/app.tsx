import { useEffect, useMemo, useState } from 'preact/hooks';
import { viewKind } from '../main/core/model/text.ts';
import type { AppState } from '../main/core/model/app-state.ts';
import { Banners } from './components/banners.tsx';
import { CardList } from './components/card-list.tsx';
import { BlindFace, EmptyFace, LoadingFace, NoRuntimeFace } from './components/faces.tsx';
import { Footer } from './components/footer.tsx';
import { Header } from './components/header.tsx';
import { KeyPanel } from './components/key-panel.tsx';
import { Stopped } from './components/stopped.tsx';
import { Trial } from './components/trial.tsx';
import { FirstRunPage } from './first-run-page.tsx';
import { CardPastProvider, focusOpener, type Page } from './card-past.tsx';
import { DetailPage } from './detail-page.tsx';
import { withCards, withoutCards } from './list-model.ts';
import { useNow, useReceived, useShown } from './hooks.ts';
import { useSparks } from './sparks.ts';
import type { Store } from './store.ts';
import { pageWords, WordsProvider } from './words.tsx';

/** How long the card that was asked for stays marked. */
const markForMs = 4_000;

/** The popup: a view over the state that main sends. */
export function App({ store }: { readonly store: Store }) {
  const received = useReceived(store);
  const nowMs = useNow(received);
  const [showsKey, setShowsKey] = useState(false);
  const words = pageWords(received?.state.settings.language);
  useEffect(() => {
    const take = () => {
      if (store.takeKeyPanel()) setShowsKey(true);
    };
    take();
    return store.subscribe(take);
  }, [store]);
  const revealed = useRevealed(store, received?.state ?? null);
  const shown = useShown(store);
  const sparks = useSparks(store);
  const page = usePage(revealed);
  const past = useMemo(() => ({ sparks, open: page.open }), [sparks, page.open]);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      if (page.key !== null) page.close();
      else if (showsKey) setShowsKey(false);
      else void store.bridge.call('hideWindow');
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [store, page.key, showsKey]);
  useEffect(() => {
    document.documentElement.lang = words.language;
  }, [words]);
  if (!received) return <LoadingFace />;
  const { state } = received;
  const { firstRun } = state.settings;
  if (firstRun !== null) {
    return (
      <WordsProvider value={words}>
        <FirstRunPage state={state} bridge={store.bridge} screen={firstRun} />
      </WordsProvider>
    );
  }
  return (
    <WordsProvider value={words}>
      {page.key !== null ? (
        <DetailPage
          sandboxKey={page.key === 'total' ? null : page.key}
          state={state}
          store={store}
          nowMs={nowMs}
          onBack={page.close}
        />
      ) : (
        <CardPastProvider value={past}>
          <Header state={state} bridge={store.bridge} />
          <main>
            {!showsKey && <Trial state={state} bridge={store.bridge} />}
            <Banners state={state} bridge={store.bridge} />
            {showsKey ? (
              <KeyPanel store={store} app={state} onClose={() => setShowsKey(false)} />
            ) : (
              <Face state={state} store={store} nowMs={nowMs} revealed={revealed} shown={shown} />
            )}
          </main>
          <Footer state={state} bridge={store.bridge} onKey={() => setShowsKey(true)} />
        </CardPastProvider>
      )}
    </WordsProvider>
  );
}

interface FaceProps {
  readonly state: AppState;
  readonly store: Store;
  readonly nowMs: number;
  readonly revealed: string | null;
  readonly shown: number;
}

function Face({ state, store, nowMs, revealed, shown }: FaceProps) {
  const { bridge } = store;
  const cards = withCards(state.sandboxes, nowMs);
  const stopped = <Stopped {...{ state, nowMs, bridge }} sandboxes={withoutCards(state.sandboxes, nowMs)} />;
  switch (viewKind(state)) {
    case 'loading':
      return <LoadingFace />;
    case 'no-runtime':
      return <NoRuntimeFace state={state} bridge={bridge} />;
    case 'blind':
      return <BlindFace state={state} bridge={bridge} />;
    case 'empty':
    case 'list':
      return (
        <>
          {cards.length === 0 ? (
            <EmptyFace state={state} bridge={bridge} />
          ) : (
            <CardList sandboxes={cards} {...{ state, nowMs, bridge, revealed, shown }} />
          )}
          {stopped}
        </>
      );
  }
}

/** What page is open; null for the list. A card that is asked for is on the list. */
function usePage(revealed: string | null) {
  const [key, setKey] = useState<Page | null>(null);
  const [left, setLeft] = useState<Page | null>(null);
  useEffect(() => {
    if (revealed !== null) setKey(null);
  }, [revealed]);
  useEffect(() => {
    if (left === null) return;
    focusOpener(left);
    setLeft(null);
  }, [left]);
  return {
    key,
    open: setKey,
    close: () => {
      setLeft(key);
      setKey(null);
    },
  };
}

/** The key of the card to mark, for a while. */
function useRevealed(store: Store, state: AppState | null): string | null {
  const [key, setKey] = useState<string | null>(null);
  useEffect(() => {
    const take = () => {
      const asked = store.takeReveal();
      if (asked !== null) setKey(asked);
    };
    take();
    return store.subscribe(take);
  }, [store]);
  useEffect(() => {
    if (key === null || state === null) return undefined;
    const timer = setTimeout(() => setKey(null), markForMs);
    return () => clearTimeout(timer);
  }, [key, state === null]);
  return key;
}
