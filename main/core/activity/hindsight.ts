/** Idleness that a slight sign put an end to, and that may turn out not to have ended. Monotonic times. */
export interface Hindsight {
  /** Null when there is nothing to give back. */
  readonly taken: { readonly idleForMs: number; readonly atMs: number } | null;
  /** The last look that ended idleness. */
  readonly lastSignMs: number;
}

export const noHindsight: Hindsight = { taken: null, lastSignMs: Number.NEGATIVE_INFINITY };

/**
 * After so long without any sign, a slight one before it was nobody's work: what works is not silent for that long
 * (`againAfterMs` in `signs.ts`). Where a server may be asked for pages, and its traffic is not seen, somebody may still look
 * at one: there it takes an hour.
 */
export const silentForMs = 21 * 60_000;
export const silentWhenServedMs = 60 * 60_000;

/** Two looks show one thing when it lay across both. */
export const sameMs = 2 * 60_000;

export interface SeenNow {
  /** `passed`: a slight one that did not end idleness. What a sandbox is known for is no sign. */
  readonly sign: 'none' | 'passed' | 'slight' | 'clear';
  /** This look, and the time before it, was seen. */
  readonly isSeen: boolean;
  /** Idleness counted up to the look before, in milliseconds. */
  readonly idleForMs: number;
  readonly isServed: boolean;
  readonly nowMs: number;
}

/** What is remembered after one more look, and how much idle time it gives back, in milliseconds. */
export function lookBack(before: Hindsight, seen: SeenNow): { readonly next: Hindsight; readonly givenBackMs: number } {
  const { sign, isSeen, isServed, nowMs } = seen;
  if (!isSeen) return { next: noHindsight, givenBackMs: 0 };
  if (sign !== 'none') return { next: { taken: takenBy(before, seen), lastSignMs: nowMs }, givenBackMs: 0 };
  const { taken } = before;
  const afterMs = isServed ? silentWhenServedMs : silentForMs;
  if (taken === null || nowMs - taken.atMs < afterMs) return { next: before, givenBackMs: 0 };
  return { next: { ...before, taken: null }, givenBackMs: taken.idleForMs };
}

/** Only a slight sign may be taken back, and only one: a second one soon after it says that both were work. */
function takenBy({ taken, lastSignMs }: Hindsight, { sign, idleForMs, nowMs }: SeenNow): Hindsight['taken'] {
  if (sign !== 'slight') return null;
  if (nowMs - lastSignMs <= sameMs) return taken && { ...taken, atMs: nowMs };
  return taken === null ? { idleForMs, atMs: nowMs } : null;
}
