import type { SandboxKey } from '../model/sandbox.ts';

/**
 * Warnings that follow one that asked for attention this soon, while that one is still up, come along with it: one
 * interruption for all of them.
 */
export const alongsideMs = 2 * 60_000;

/** Remembers which warning last asked for attention, and when. */
export class Alerts {
  #alert: { readonly key: SandboxKey; readonly atMs: number } | null = null;

  /** Says of a warning at this monotonic time whether it comes along with another; if not, it is the one that asks. */
  isAlongside(key: SandboxKey, nowMs: number): boolean {
    if (this.#alert !== null && nowMs - this.#alert.atMs < alongsideMs) return true;
    this.#alert = { key, atMs: nowMs };
    return false;
  }

  /** The warning of this sandbox is not up any more: if it was the one that asked, the next one asks itself. */
  isOver(key: SandboxKey): void {
    if (this.#alert?.key === key) this.#alert = null;
  }
}
