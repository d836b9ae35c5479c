import { setTimeout as wait } from 'node:timers/promises';
import type { TrayHost } from '../core/tray-host/tray-host.ts';

/** A panel that is restarted, or comes up together with us, is there again within this time. */
const againAfterMs = 3_000;

export interface IconWatchParts {
  readonly find: () => Promise<TrayHost>;
  /** Called when it is found to be missing, or to be there after all. */
  readonly onChange: (isMissing: boolean) => void;
  readonly againAfterMs?: number;
}

/** Knows whether the icon can be seen. It looks only when it is asked to: there is nothing to wait for at rest. */
export class IconWatch {
  readonly #parts: IconWatchParts;
  #isMissing = false;
  #isLooking = false;

  constructor(parts: IconWatchParts) {
    this.#parts = parts;
  }

  isMissing(): boolean {
    return this.#isMissing;
  }

  /** It is missing only when it is missing twice; what is not known changes nothing. */
  async look(): Promise<void> {
    if (this.#isLooking) return;
    this.#isLooking = true;
    try {
      let found = await this.#parts.find();
      if (found === 'missing' && !this.#isMissing) {
        await wait(this.#parts.againAfterMs ?? againAfterMs, undefined, { ref: false });
        found = await this.#parts.find();
      }
      if (found === 'unknown' || (found === 'missing') === this.#isMissing) return;
      this.#isMissing = found === 'missing';
      this.#parts.onChange(this.#isMissing);
    } finally {
      this.#isLooking = false;
    }
  }
}
