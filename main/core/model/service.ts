import type { Disposer } from '../host/clock.ts';
import type { SettingsPatch } from '../settings/schema.ts';
import type { AppState } from './app-state.ts';
import type { WatchEvent } from './events.ts';

/** The answer to an intent: errors are data, with a message fit for people. */
export type IntentResult = { readonly ok: true } | { readonly ok: false; readonly message: string };

/** The watcher as its views see it: one state, events, and intents. Made by `compose.ts`. */
export interface SandmanService {
  /** Begins to look. Resolves after the first look. */
  start(): Promise<void>;
  /** Ends everything that was begun; a stop under way is waited for. */
  dispose(): Promise<void>;
  getState(): AppState;
  /** Called after every change; not for the present state. */
  subscribe(listener: (state: AppState) => void): Disposer;
  onEvent(listener: (event: WatchEvent) => void): Disposer;
  /** Looks at once instead of at the next turn; resolves when that look is in the state. */
  lookNow(): Promise<void>;
  /** Whether somebody looks on right now: then looks come often, and figures that cost more are read, too. */
  setAttention(open: boolean): void;
  /** The user's stop: no warning, but verified and written to the ledger. Resolves when the outcome is known. */
  stopSandbox(key: string): Promise<IntentResult>;
  /** Keeps a sandbox from being stopped by policy for a time from now, in milliseconds; null ends that. */
  keepAwake(key: string, forMs: number | null): Promise<IntentResult>;
  changeSettings(patch: SettingsPatch): Promise<IntentResult>;
}
