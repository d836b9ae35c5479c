import type { Clock, Disposer } from '../host/clock.ts';
import { maskKey } from './key-form.ts';
import type { Secret } from './secret.ts';

/** A key that was pasted and is not used is forgotten after this time. */
export const keptForMs = 10 * 60_000;

/** The pasted key between the paste and its use: in the memory of the main process only, and not for long. */
export class KeyDraft {
  readonly #clock: Clock;
  readonly #onForgotten: () => void;
  #key: Secret | null = null;
  #fromClipboard = false;
  #endTimer: Disposer = () => {};

  constructor(clock: Clock, onForgotten: () => void) {
    this.#clock = clock;
    this.#onForgotten = onForgotten;
  }

  get key(): Secret | null {
    return this.#key;
  }

  /** What may be shown of it. */
  get shown(): { readonly mask: string; readonly fromClipboard: boolean } | null {
    return this.#key && { mask: maskKey(this.#key), fromClipboard: this.#fromClipboard };
  }

  keep(key: Secret, fromClipboard: boolean): void {
    this.forget();
    this.#key = key;
    this.#fromClipboard = fromClipboard;
    this.#endTimer = this.#clock.after(keptForMs, () => {
      this.forget();
      this.#onForgotten();
    });
  }

  clipboardCleared(): void {
    this.#fromClipboard = false;
  }

  forget(): void {
    this.#endTimer();
    this.#key = null;
  }
}
