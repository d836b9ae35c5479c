import type { Clock, Disposer } from './clock.ts';

/** Clocks that differ by more than this did not merely drift. */
const toleranceMs = 30_000;

/** The machine, or at least this program, stood still and goes on. */
export interface Resumed {
  /** Wall clock at which it was noticed. */
  readonly atMs: number;
  /** How long it stood still, as far as the clocks tell. */
  readonly awayForMs: number;
}

/**
 * Notices sleep from the clocks alone, where no desktop says it. On Linux the monotonic clock stands still while the
 * machine sleeps and the wall clock does not. Where both go on (Windows, newer macOS) it is a timer that comes much too
 * late; there a `heartbeatMs` is needed. A wall clock that is set forward looks the same, and is treated the same: nobody
 * saw what went on. One that is set back is no sleep.
 */
export class SleepDetector {
  readonly #clock: Clock;
  readonly #heartbeatMs: number | null;
  readonly #onResume: (resumed: Resumed) => void;
  #last: { wallMs: number; monotonicMs: number };
  #cancel: Disposer = () => {};

  constructor(clock: Clock, heartbeatMs: number | null, onResume: (resumed: Resumed) => void) {
    this.#clock = clock;
    this.#heartbeatMs = heartbeatMs;
    this.#onResume = onResume;
    this.#last = { wallMs: clock.wallMs(), monotonicMs: clock.monotonicMs() };
    this.#beat();
  }

  /** Compares the clocks with the last time; whoever looks calls it, so that no timer is needed for it. */
  check(): void {
    const { wallMs, monotonicMs } = this.#last;
    this.#last = { wallMs: this.#clock.wallMs(), monotonicMs: this.#clock.monotonicMs() };
    this.#tell(this.#last.wallMs - wallMs - (this.#last.monotonicMs - monotonicMs));
  }

  dispose(): void {
    this.#cancel();
  }

  #beat(): void {
    const heartbeatMs = this.#heartbeatMs;
    if (heartbeatMs === null) return;
    const dueMs = this.#clock.monotonicMs() + heartbeatMs;
    this.#cancel = this.#clock.after(heartbeatMs, () => {
      const lateMs = this.#clock.monotonicMs() - dueMs;
      if (lateMs > toleranceMs) {
        this.#last = { wallMs: this.#clock.wallMs(), monotonicMs: this.#clock.monotonicMs() };
        this.#tell(lateMs);
      } else this.check();
      this.#beat();
    });
  }

  #tell(awayForMs: number): void {
    if (awayForMs > toleranceMs) this.#onResume({ atMs: this.#clock.wallMs(), awayForMs });
  }
}
