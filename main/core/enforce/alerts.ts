/** Warnings that follow one that asked for attention this soon come along with it: one interruption for all of them. */
export const alongsideMs = 60_000;

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
