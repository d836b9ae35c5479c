/**
 * Warnings that follow one that asked for attention this soon, while that one is still up, come along with it: one
 * interruption for all of them.
 */
export const alongsideMs = 2 * 60_000;

/** Remembers when a warning last asked for attention. */
export class Alerts {
  #alertedMs = Number.NEGATIVE_INFINITY;

  /** Says of a warning at this monotonic time whether it comes along with another; if not, it is the one that asks. */
  isAlongside(nowMs: number): boolean {
    if (nowMs - this.#alertedMs < alongsideMs) return true;
    this.#alertedMs = nowMs;
    return false;
  }
}
