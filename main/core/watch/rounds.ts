import type { Clock, Disposer } from '../host/clock.ts';

/** Calls something over and over, at equal distances, until it is ended. */
export class Rounds {
  readonly #clock: Clock;
  readonly #act: () => void;
  #cancel: Disposer = () => {};

  constructor(clock: Clock, act: () => void) {
    this.#clock = clock;
    this.#act = act;
  }

  /** From now on, in place of the rounds before. */
  begin(everyMs: number): void {
    this.#cancel();
    this.#cancel = this.#clock.after(everyMs, () => {
      this.begin(everyMs);
      this.#act();
    });
  }

  end(): void {
    this.#cancel();
  }
}
