import { useEffect, useLayoutEffect, useState } from 'preact/hooks';
import { viewKind } from '../main/core/model/text.ts';
import type { AppState } from '../main/core/model/app-state.ts';
import { Banners } from './components/banners.tsx';
import { BlindFace, LoadingFace, NoRuntimeFace } from './components/faces.tsx';
import { Footer } from './components/footer.tsx';
import { Header } from './components/header.tsx';
import { KeyPanel } from './components/key-panel.tsx';
import { Sandboxes, type SandboxesProps } from './components/sandboxes.tsx';
import { Trial } from './components/trial.tsx';
import { useFocusHeir } from './focus-heir.ts';
import { FirstRunPage } from './first-run-page.tsx';
import { DetailPage } from './detail-page.tsx';
import { useNow, useReceived, useShown } from './hooks.ts';
import { OpenPageProvider } from './openers.tsx';
import { useSparks } from './sparks.ts';
import { usePage } from './page.ts';
import { useSearch } from './search.ts';
import type { Store } from './store.ts';
import { pageWords, WordsProvider } from './words.tsx';

/** How long the card that was asked for stays marked. */
const markForMs = 4_000;

/** The popup: a view over the state that main sends. */
export function App({ store }: { readonly store: Store }) {
  const received = useReceived(store);
  const nowMs = useNow(received);
  const words = pageWords(received?.state.settings.language);
  const revealed = useRevealed(store, received?.state ?? null);
  const shown = useShown(store);
  const sparks = useSparks(store);
  const page = usePage(revealed);
  const search = useSearch(revealed);
  useFocusHeir();
  const { showsKey } = page;
  useEffect(() => {
    const take = () => {
      if (store.takeKeyPanel()) page.openKeyPanel();
    };
    take();
    return store.subscribe(take);
  }, [store]);
  // With the page itself and not after its next paint: a key that comes before would close the window in its place.
  useLayoutEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      if (page.key !== null) page.close();
      else if (showsKey) page.closeKeyPanel();
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
        <OpenPageProvider value={page.open}>
          <Header state={state} bridge={store.bridge} />
          <main>
            {!showsKey && <Trial state={state} bridge={store.bridge} />}
            <Banners state={state} bridge={store.bridge} />
            {showsKey ? (
              <KeyPanel store={store} app={state} onClose={page.closeKeyPanel} />
            ) : (
              <Face {...{ state, store, sparks, nowMs, revealed, shown, search }} comesBackTo={page.left} />
            )}
          </main>
          <Footer state={state} bridge={store.bridge} onKey={page.openKeyPanel} />
        </OpenPageProvider>
      )}
    </WordsProvider>
  );
}

function Face(props: SandboxesProps) {
  const { state, store } = props;
  const { bridge } = store;
  switch (viewKind(state)) {
    case 'loading':
      return <LoadingFace />;
    case 'no-runtime':
      return <NoRuntimeFace state={state} bridge={bridge} />;
    case 'blind':
      return <BlindFace state={state} bridge={bridge} />;
    case 'empty':
    case 'list':
      return <Sandboxes {...props} />;
  }
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
