import type { Clock, Disposer } from '../host/clock.ts';

/** Calls something a few times, at equal distances. */
export class Rounds {
  readonly #clock: Clock;
  readonly #act: () => void;
  #cancel: Disposer = () => {};

  constructor(clock: Clock, act: () => void) {
    this.#clock = clock;
    this.#act = act;
  }

  /** From now on, in place of what was left of the rounds before: so many times, each so many milliseconds after the one before. */
  begin(everyMs: number, times: number): void {
    this.#cancel();
    if (times <= 0) return;
    this.#cancel = this.#clock.after(everyMs, () => {
      this.begin(everyMs, times - 1);
      this.#act();
    });
  }

  end(): void {
    this.#cancel();
  }
}
