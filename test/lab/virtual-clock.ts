import type { Clock } from '../../main/core/host/clock.ts';

interface Timer {
  readonly dueMs: number;
  readonly run: () => void;
}

/**
 * Time for a watcher whose questions are real: it stands still while they are answered, and jumps to the next timer when
 * the test says so. A day of looking takes as long as its looks.
 */
export class VirtualClock implements Clock {
  readonly speed = 1;
  #monotonicMs = 1_000_000;
  #wallMs = Date.now();
  readonly #timers = new Set<Timer>();
  #onTimer: (() => void) | null = null;

  wallMs(): number {
    return this.#wallMs;
  }

  monotonicMs(): number {
    return this.#monotonicMs;
  }

  after(delayMs: number, run: () => void): () => void {
    const timer = { dueMs: this.#monotonicMs + Math.max(0, delayMs), run };
    this.#timers.add(timer);
    this.#onTimer?.();
    return () => this.#timers.delete(timer);
  }

  /**
   * Goes to the next timer, lets it run, and waits for the timer that follows from it, and for all that are set in the same
   * breath. Without a timer something is under way, whose end sets the next one.
   */
  async next(): Promise<void> {
    const timer = [...this.#timers].sort((a, b) => a.dueMs - b.dueMs)[0];
    const followed = new Promise<void>((resolve) => {
      this.#onTimer = resolve;
    });
    if (timer) {
      this.#timers.delete(timer);
      this.#moveTo(Math.max(this.#monotonicMs, timer.dueMs));
      timer.run();
    }
    await followed;
    this.#onTimer = null;
    await new Promise((resolve) => setImmediate(resolve));
  }

  /** The machine sleeps: only the wall clock goes on. */
  sleep(ms: number): void {
    this.#wallMs += ms;
  }

  #moveTo(monotonicMs: number): void {
    this.#wallMs += monotonicMs - this.#monotonicMs;
    this.#monotonicMs = monotonicMs;
  }
}
