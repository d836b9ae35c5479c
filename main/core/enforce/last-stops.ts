import type { StopNote } from '../model/app-state.ts';
import type { WatchEvent } from '../model/events.ts';
import type { SandboxKey } from '../model/sandbox.ts';

/** Who stopped what, for as long as it stays stopped: the card offers the way back. Not kept over a restart. */
export class LastStops {
  readonly #notes = new Map<SandboxKey, StopNote>();

  /** Takes note of a stop that was carried out and verified. */
  hear(event: WatchEvent): void {
    if (event.type !== 'stopped' || event.dryRun) return;
    const { atMs, who, because, freedBytes } = event;
    this.#notes.set(event.key, { atMs, who, freedBytes, ...(because && { because }) });
  }

  noteOf(key: SandboxKey): StopNote | undefined {
    return this.#notes.get(key);
  }

  /** After a look: what runs again, or is gone, has no way back to offer. */
  keepStopped(isStopped: (key: SandboxKey) => boolean): void {
    for (const key of this.#notes.keys()) if (!isStopped(key)) this.#notes.delete(key);
  }
}
