import type { Clock, Disposer } from '../host/clock.ts';

/** Repeats one thing at an interval, never twice at a time; more turns can be asked for in between. */
export class Loop {
  readonly #clock: Clock;
  readonly #intervalMs: () => number;
  readonly #turn: (force: boolean) => Promise<void>;
  #cancelTimer: Disposer = () => {};
  #running: Promise<void> | null = null;
  #queued: Promise<void> | null = null;
  #queuedForce = false;
  #disposed = false;

  /** `turn` must not throw. Intervals are milliseconds of `clock`, from the start of one turn to the start of the next. */
  constructor(clock: Clock, intervalMs: () => number, turn: (force: boolean) => Promise<void>) {
    this.#clock = clock;
    this.#intervalMs = intervalMs;
    this.#turn = turn;
  }

  /** Resolves after the first turn. */
  start(): Promise<void> {
    return this.#run(false);
  }

  /** A turn that begins after this call: what is under way is waited for first. Several callers share one turn, forced if one asks so. */
  now(force = true): Promise<void> {
    if (this.#disposed) return Promise.resolve();
    if (this.#running === null) return this.#run(force);
    this.#queuedForce ||= force;
    this.#queued ??= this.#running.then(() => {
      const asked = this.#queuedForce;
      this.#queued = null;
      this.#queuedForce = false;
      return this.#disposed ? undefined : this.#run(asked);
    });
    return this.#queued;
  }

  /** No further turn begins; resolves when the one under way is over. */
  async dispose(): Promise<void> {
    this.#disposed = true;
    this.#cancelTimer();
    await this.#running;
  }

  #run(force: boolean): Promise<void> {
    this.#cancelTimer();
    const startedMs = this.#clock.monotonicMs();
    this.#running = this.#turn(force).finally(() => {
      this.#running = null;
      if (this.#disposed || this.#queued) return;
      const spentMs = this.#clock.monotonicMs() - startedMs;
      const intervalMs = this.#intervalMs();
      this.#cancelTimer = this.#clock.after(
        Math.max(intervalMs / 4, intervalMs - spentMs),
        () => void this.#run(false),
      );
    });
    return this.#running;
  }
}
