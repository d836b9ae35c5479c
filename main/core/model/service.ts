import type { Disposer } from '../host/clock.ts';
import type { Message } from '../i18n/message.ts';
import type { SandboxPatch, SettingsPatch } from '../settings/schema.ts';
import type { AppState } from './app-state.ts';
import type { WatchEvent } from './events.ts';

/** The answer to an intent: errors are data, and views put them in words. `said`: what there is to be known all the same. */
export type IntentResult =
  { readonly ok: true; readonly said?: Message } | { readonly ok: false; readonly message: Message };

export type SchedulePreview =
  | { readonly ok: true; readonly cron: string; readonly nextRunsMs: readonly number[] }
  | { readonly ok: false; readonly message: Message };

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
  /** Starts a stopped one again, where its runtime does so without a terminal. Resolves when it is seen to run, or not. */
  startSandbox(key: string): Promise<IntentResult>;
  /** Keeps a sandbox from being stopped by policy for a time from now, in milliseconds; null ends that. */
  keepAwake(key: string, forMs: number | null): Promise<IntentResult>;
  /** Keeps it until a wall-clock time, in milliseconds. */
  keepAwakeUntil(key: string, untilMs: number): Promise<IntentResult>;
  /** Puts a stop off by this long; on top of what it is kept awake for already. */
  snooze(key: string, forMs: number): Promise<IntentResult>;
  /** Sets or takes off the lock: a protected sandbox is stopped by nothing and nobody. */
  protect(key: string, on: boolean): Promise<IntentResult>;
  /** The user's stop of everything that a look finds idle now, one after another. Protected ones are left alone; says so when there is none. */
  stopIdle(): Promise<IntentResult>;
  changeSandbox(key: string, patch: SandboxPatch): Promise<IntentResult>;
  changeSettings(patch: SettingsPatch): Promise<IntentResult>;
  /** Takes exported settings in the place of the present ones; anything wrong in them, and nothing is changed. Says what it did not take as it was. */
  importSettings(text: string): Promise<IntentResult>;
  /** The answer to what a fresh install offers: only watch for these days, or (0) stop from now on. */
  answerTrial(days: number): Promise<IntentResult>;
  /** What a cron expression means: its next five times (wall clock); `cronSentence` has it in words. */
  previewSchedule(cron: string): Promise<SchedulePreview>;
}
