import type { Snapshot } from '../model/snapshot.ts';
import type { Settings } from '../settings/schema.ts';

/** A wall clock that went this much further than the monotonic one went on in sleep, or was set. */
const driftMs = 60_000;

/** Between two looks that are further apart than this something slept or hung, and nobody saw what went on. */
export function maxGapMs(settings: Settings): number {
  return Math.max(3 * settings.pollIntervalMs, 30_000);
}

/** A moment on both clocks, in milliseconds. */
export interface Moment {
  readonly monotonicMs: number;
  readonly wallMs: number;
}

/**
 * True when too much went by between two looks to call it observed. The monotonic clock stands still while Linux and macOS
 * sleep and the wall clock does not; on Windows both go on. A wall clock that is set back says nothing about the time between.
 */
export function isGap(before: Moment, now: Moment, settings: Settings): boolean {
  const monotonic = now.monotonicMs - before.monotonicMs;
  const wall = now.wallMs - before.wallMs;
  return monotonic > maxGapMs(settings) || wall - monotonic > driftMs;
}

export function momentOf(snapshot: Snapshot): Moment {
  return { monotonicMs: snapshot.monotonicMs, wallMs: snapshot.atMs };
}
