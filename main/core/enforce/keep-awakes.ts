import type { Now } from '../policy/case.ts';

interface Wish {
  readonly untilWallMs: number;
  /** Set when it was wished for a duration: then the wall clock may jump as it likes. */
  readonly untilMonotonicMs?: number;
}

/**
 * Which sandboxes somebody wants awake. A duration is counted by the monotonic clock: a wall clock that jumps ends none of
 * them early and makes none of them last. A time of day goes by the wall clock.
 */
export class KeepAwakes {
  readonly #wishes = new Map<string, Wish>();

  /** `untilMs`: wall-clock times as the settings hold them. */
  constructor(untilMs: Readonly<Record<string, number>>) {
    for (const [key, untilWallMs] of Object.entries(untilMs)) this.#wishes.set(key, { untilWallMs });
  }

  /** 0 when it is not kept awake. */
  remainingMs(key: string, now: Now): number {
    const wish = this.#wishes.get(key);
    if (!wish) return 0;
    const leftMs =
      wish.untilMonotonicMs === undefined ? wish.untilWallMs - now.wallMs : wish.untilMonotonicMs - now.monotonicMs;
    return Math.max(0, leftMs);
  }

  /** Returns the wall-clock time until which it holds, to be written to the settings. */
  keepFor(key: string, forMs: number, now: Now): number {
    const untilWallMs = now.wallMs + forMs;
    this.#wishes.set(key, { untilWallMs, untilMonotonicMs: now.monotonicMs + forMs });
    return untilWallMs;
  }

  keepUntil(key: string, untilWallMs: number): void {
    this.#wishes.set(key, { untilWallMs });
  }

  end(key: string): void {
    this.#wishes.delete(key);
  }
}
