import type { SandboxKey } from '../model/sandbox.ts';
import type { ObservedSandbox } from '../model/snapshot.ts';

/** A sandbox is gone when two good answers, this far apart, do not have it: lists lose sandboxes for a while (reference, 8). */
export const goneAfterMs = 10_000;

/** Keeps what is missing from a list until it is missing for certain. */
export class Absences {
  readonly #missingSinceMs = new Map<SandboxKey, number>();

  /**
   * Of the sandboxes that were there before, those that stay although this good answer does not have them. They keep the
   * time at which they were seen last, so that nothing is concluded from them.
   */
  stillKept(
    before: readonly ObservedSandbox[],
    listed: ReadonlySet<SandboxKey>,
    monotonicMs: number,
  ): readonly ObservedSandbox[] {
    for (const key of listed) this.#missingSinceMs.delete(key);
    return before.filter(({ key }) => {
      if (listed.has(key)) return false;
      const sinceMs = this.#missingSinceMs.get(key);
      if (sinceMs === undefined) this.#missingSinceMs.set(key, monotonicMs);
      else if (monotonicMs - sinceMs >= goneAfterMs) {
        this.#missingSinceMs.delete(key);
        return false;
      }
      return true;
    });
  }
}
