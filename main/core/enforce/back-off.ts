import type { SandboxKey } from '../model/sandbox.ts';

const firstPauseMs = 5 * 60_000;
const longestPauseMs = 60 * 60_000;

interface Entry {
  readonly failures: number;
  readonly untilMs: number;
  /** Nothing failed: watch-only mode has said what it would have done. */
  readonly onlySaid?: true;
}

/** How long a sandbox is left alone after a stop that did not work: 5 min, doubled each time, at most an hour. */
export class BackOff {
  readonly #entries = new Map<SandboxKey, Entry>();

  /** Monotonic time before which it is not tried again; undefined when nothing is held back. */
  untilMs(key: SandboxKey): number | undefined {
    return this.#entries.get(key)?.untilMs;
  }

  /** True when this is the first failure in a row: the one that people are told about. */
  failed(key: SandboxKey, nowMonotonicMs: number): boolean {
    const failures = (this.#entries.get(key)?.failures ?? 0) + 1;
    const pauseMs = Math.min(longestPauseMs, firstPauseMs * 2 ** (failures - 1));
    this.#entries.set(key, { failures, untilMs: nowMonotonicMs + pauseMs });
    return failures === 1;
  }

  /** Left alone until it has been at work again: watch-only mode says once what it would have done. */
  holdWhileIdle(key: SandboxKey): void {
    this.#entries.set(key, { failures: 0, untilMs: Number.POSITIVE_INFINITY, onlySaid: true });
  }

  /** The same for one that would have been stopped at work: once an hour is enough. */
  holdForLong(key: SandboxKey, nowMonotonicMs: number): void {
    this.#entries.set(key, { failures: 0, untilMs: nowMonotonicMs + longestPauseMs, onlySaid: true });
  }

  /** Work ends the wait for work. It does not end the pause after a failure: the runtime is no better for it. */
  wentToWork(key: SandboxKey): void {
    if (this.#entries.get(key)?.untilMs === Number.POSITIVE_INFINITY) this.#entries.delete(key);
  }

  /** What was only said holds nothing back once stops are carried out. */
  forgetSaid(): void {
    for (const [key, { onlySaid }] of this.#entries) if (onlySaid) this.#entries.delete(key);
  }

  clear(key: SandboxKey): void {
    this.#entries.delete(key);
  }
}
