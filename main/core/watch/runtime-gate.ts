import type { RuntimeId, RuntimeState } from '../model/runtime.ts';

/** A runtime that did not answer is asked again after this time: each question to it costs a whole deadline. */
export const hungPauseMs = 60_000;

/** Remembers how the runtimes failed: whether it is time to ask one again, and whether a failure is shown yet. */
export class RuntimeGate {
  readonly #askAgainAtMs = new Map<RuntimeId, number>();
  readonly #failures = new Map<RuntimeId, number>();

  mayAsk(id: RuntimeId, monotonicMs: number): boolean {
    const atMs = this.#askAgainAtMs.get(id);
    return atMs === undefined || monotonicMs >= atMs;
  }

  /** What is shown for what was found: one failure after a good answer is no news, the second one is. */
  shown(found: RuntimeState, before: RuntimeState | undefined, monotonicMs: number): RuntimeState {
    if (found.state !== 'hung' && found.state !== 'error') {
      this.#failures.delete(found.id);
      this.#askAgainAtMs.delete(found.id);
      return found;
    }
    const failures = (this.#failures.get(found.id) ?? 0) + 1;
    this.#failures.set(found.id, failures);
    if (failures === 1 && before !== undefined && before.state !== found.state) return { ...before, blip: true };
    if (found.state === 'hung') this.#askAgainAtMs.set(found.id, monotonicMs + hungPauseMs);
    return found;
  }
}
