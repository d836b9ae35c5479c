import { useEffect, useState } from 'preact/hooks';
import type { KeyState } from '../main/core/apikey/key-state.ts';
import { message, say, type Message } from '../main/core/i18n/message.ts';
import type { IntentResult } from '../main/core/model/service.ts';
import { nowOf, type Received, type Store } from './store.ts';
import { useWords } from './words.tsx';

/** The newest state; draws again when there is another. */
export function useReceived(store: Store): Received | null {
  const [received, setReceived] = useState(store.received());
  useEffect(() => {
    setReceived(store.received());
    return store.subscribe(() => setReceived(store.received()));
  }, [store]);
  return received;
}

/** How often the window came back on the screen. */
export function useShown(store: Store): number {
  const [shown, setShown] = useState(store.shownCount());
  useEffect(() => {
    setShown(store.shownCount());
    return store.subscribe(() => setShown(store.shownCount()));
  }, [store]);
  return shown;
}

/** The newest state of the API key. */
export function useKeyState(store: Store): KeyState {
  const [state, setState] = useState(store.keyState());
  useEffect(() => {
    setState(store.keyState());
    return store.subscribe(() => setState(store.keyState()));
  }, [store]);
  return state;
}

/** The watcher's time. It ticks once a second, and only while something is counted down on a page that is seen. */
export function useNow(received: Received | null): number {
  const [, setTick] = useState(0);
  const counts =
    received?.state.sandboxes.some((one) => one.next || one.keepAwakeUntilMs !== undefined || !one.fresh) ?? false;
  useEffect(() => {
    if (!counts) return undefined;
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') setTick((tick) => tick + 1);
    }, 1000);
    return () => clearInterval(timer);
  }, [counts]);
  return received ? nowOf(received) : 0;
}

export interface Intent {
  /** True from the click to the answer: the button takes no second click. */
  readonly busy: boolean;
  readonly failure: string | null;
  /** What there is to be known of one that worked, for a while. */
  readonly said: string | null;
  run(work: () => Promise<IntentResult>): void;
}

/** How long that stays (milliseconds): it is true of one moment. */
const saidForMs = 10_000;

export interface Wished<T> {
  /** What was chosen last, while it is on its way; otherwise what main says. */
  readonly value: T;
  readonly failure: string | null;
  choose(value: T): void;
}

/** A choice of which none is dropped: keys are quicker than answers, and the last one counts. */
export function useWished<T>(current: T, send: (value: T) => Promise<IntentResult>): Wished<T> {
  const words = useWords();
  const [wished, setWished] = useState<{ readonly value: T } | null>(null);
  const [failure, setFailure] = useState<Message | null>(null);
  return {
    value: wished ? wished.value : current,
    failure: failure && say(failure, words),
    choose(value) {
      const wish = { value };
      setWished(wish);
      send(value)
        .catch((): IntentResult => ({ ok: false, message: message('popup.failed') }))
        .then((result) => {
          setFailure(result.ok ? null : result.message);
          setWished((latest) => (latest === wish ? null : latest));
        })
        .catch(() => {});
    },
  };
}

/** One intent at a time, with what came of it in words. */
export function useIntent(): Intent {
  const words = useWords();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Message | null>(null);
  const [said, setSaid] = useState<Message | null>(null);
  useEffect(() => {
    if (said === null) return undefined;
    const timer = setTimeout(() => setSaid(null), saidForMs);
    return () => clearTimeout(timer);
  }, [said]);
  return {
    busy,
    failure: failure && say(failure, words),
    said: said && say(said, words),
    run(work) {
      if (busy) return;
      setBusy(true);
      setFailure(null);
      setSaid(null);
      work()
        .then((result) => {
          setFailure(result.ok ? null : result.message);
          setSaid((result.ok && result.said) || null);
        })
        .catch(() => setFailure(message('popup.failed')))
        .finally(() => setBusy(false));
    },
  };
}
