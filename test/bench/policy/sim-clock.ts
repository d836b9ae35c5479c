import type { Clock, Disposer } from '../../../main/core/host/clock.ts';

interface Timer {
  /** Waking time. */
  dueMs: number;
  readonly run: () => void;
}

const never = Number.POSITIVE_INFINITY;

/**
 * Time that passes only when the simulation says so. Three axes: waking time (the axis of lives), the monotonic clock (which
 * counts sleep on some systems), and the wall clock (which counts sleep and is set by people).
 */
export class SimClock implements Clock {
  readonly speed = 1;
  readonly #monotonicCountsSleep: boolean;
  #awakeMs = 0;
  #monotonicAheadMs = 0;
  #wallAheadMs: number;
  #timers: Timer[] = [];

  constructor(startWallMs: number, monotonicCountsSleep: boolean) {
    this.#wallAheadMs = startWallMs;
    this.#monotonicCountsSleep = monotonicCountsSleep;
  }

  get awakeMs(): number {
    return this.#awakeMs;
  }

  wallMs(): number {
    return this.#awakeMs + this.#wallAheadMs;
  }

  monotonicMs(): number {
    return this.#awakeMs + this.#monotonicAheadMs;
  }

  after(delayMs: number, run: () => void): Disposer {
    const timer = { dueMs: this.#awakeMs + Math.max(0, delayMs), run };
    this.#timers.push(timer);
    return () => this.#remove(timer);
  }

  /** Waking time of the next timer; `Infinity` when there is none. */
  nextDueMs(): number {
    let dueMs = never;
    for (const timer of this.#timers) if (timer.dueMs < dueMs) dueMs = timer.dueMs;
    return Math.max(this.#awakeMs, dueMs);
  }

  /**
   * Where one thing alone waits for its time, a whole number of `everyMs` is left out of that wait, so that it is due at
   * `awakeMs` or after it. True when there was something to leave out.
   */
  skipTo(awakeMs: number, everyMs: number): boolean {
    const [only, ...others] = this.#timers;
    if (!only || others.length > 0) return false;
    const times = Math.ceil((awakeMs - only.dueMs) / everyMs);
    if (times <= 0) return false;
    only.dueMs += times * everyMs;
    return true;
  }

  /** Lets waking time pass; runs no timer. */
  moveTo(awakeMs: number): void {
    if (awakeMs > this.#awakeMs) this.#awakeMs = awakeMs;
  }

  /** Runs one timer that is due, the earliest one. */
  runDue(): void {
    const [first, ...others] = this.#timers;
    if (!first) return;
    const timer = others.reduce((earliest, one) => (one.dueMs < earliest.dueMs ? one : earliest), first);
    if (timer.dueMs > this.#awakeMs) return;
    this.#remove(timer);
    timer.run();
  }

  sleep(forMs: number): void {
    this.#wallAheadMs += forMs;
    if (!this.#monotonicCountsSleep) return;
    this.#monotonicAheadMs += forMs;
    for (const timer of this.#timers) timer.dueMs -= forMs;
  }

  jumpWall(byMs: number): void {
    this.#wallAheadMs += byMs;
  }

  /** The process that asked for them has ended. */
  dropTimers(): void {
    this.#timers = [];
  }

  #remove(timer: Timer): void {
    const index = this.#timers.indexOf(timer);
    if (index >= 0) this.#timers.splice(index, 1);
  }
}
