import type { Disposer } from '../host/clock.ts';
import type { AppState } from '../model/app-state.ts';
import { Emitter } from '../model/emitter.ts';

/**
 * The state that is out. It is put together when somebody reads it or listens. The history listens to the process that
 * enforces, so that there each look makes a state; where nothing is recorded, a look that nobody sees makes none.
 */
export class PublishedState {
  readonly #make: () => AppState;
  readonly #states = new Emitter<AppState>();
  /** Null after a change that nobody has asked for yet. */
  #state: AppState | null = null;

  constructor(make: () => AppState) {
    this.#make = make;
  }

  get(): AppState {
    return (this.#state ??= this.#make());
  }

  subscribe(listener: (state: AppState) => void): Disposer {
    return this.#states.on(listener);
  }

  /** Something that the state is made of is another now. */
  changed(): void {
    this.#state = null;
    if (this.#states.heard) this.#states.emit(this.get());
  }

  clear(): void {
    this.#states.clear();
  }
}
