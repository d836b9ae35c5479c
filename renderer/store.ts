import type { Bridge } from '../preload/contract.ts';
import { noKeyState, type KeyState } from '../main/core/apikey/key-state.ts';
import type { AppState } from '../main/core/model/app-state.ts';

export interface Received {
  readonly state: AppState;
  /** `performance.now()` of its arrival. */
  readonly atMs: number;
}

/** What main has told the page. Subscribed to before anything is drawn, so that nothing is missed. */
export interface Store {
  readonly bridge: Bridge;
  /** The first picture has been seen (`first-picture.ts`): what is not in it may begin now. */
  readonly pictured: Promise<void>;
  received(): Received | null;
  keyState(): KeyState;
  /** The card that was asked for and not shown yet; asking takes it away. */
  takeReveal(): string | null;
  /** Whether the panel of the API key was asked for and is not shown yet; asking takes it away. */
  takeKeyPanel(): boolean;
  /** How often the window came back on the screen since the page is there. */
  shownCount(): number;
  subscribe(listener: () => void): () => void;
}

export function connect(bridge: Bridge, pictured: Promise<void>): Store {
  const listeners = new Set<() => void>();
  let received: Received | null = null;
  let reveal: string | null = null;
  let keyState = noKeyState;
  let wantsKeyPanel = false;
  let shownCount = 0;
  const tell = () => {
    for (const listener of listeners) listener();
  };
  const receive = (state: AppState) => {
    received = { state, atMs: performance.now() };
    tell();
  };
  bridge.on('stateChanged', receive);
  bridge.on('revealSandbox', ({ key }) => {
    reveal = key;
    tell();
  });
  bridge.on('showKeyPanel', () => {
    wantsKeyPanel = true;
    tell();
  });
  bridge.on('windowShown', () => {
    shownCount += 1;
    tell();
  });
  const receiveKey = (state: KeyState) => {
    keyState = state;
    tell();
  };
  bridge.on('keyChanged', receiveKey);
  void bridge.call('getState').then(receive);
  void bridge.call('keyState').then(receiveKey);
  return {
    bridge,
    pictured,
    received: () => received,
    keyState: () => keyState,
    takeReveal() {
      const key = reveal;
      reveal = null;
      return key;
    },
    takeKeyPanel() {
      const wanted = wantsKeyPanel;
      wantsKeyPanel = false;
      return wanted;
    },
    shownCount: () => shownCount,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** Wall clock of the watcher. The demo's runs faster than ours, so it is reckoned from its last look. */
export function nowOf({ state, atMs }: Received): number {
  if (state.clockSpeed === 1) return Date.now();
  return state.atMs + (performance.now() - atMs) * state.clockSpeed;
}
