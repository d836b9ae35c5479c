import type { Snapshot } from '../model/snapshot.ts';
import type { Settings } from '../settings/schema.ts';

/** A wall clock that went this much further than the monotonic one went on in sleep, or was set. */
const driftMs = 60_000;

/**
 * Between two looks that are further apart than this something slept or hung, and nobody saw what went on. `dueAfterMs` is
 * how far apart they were meant to be; left out, it is the settings' interval.
 */
export function maxGapMs(settings: Settings, dueAfterMs = settings.pollIntervalMs): number {
  return Math.max(2 * dueAfterMs + 5_000, 3 * settings.pollIntervalMs, 30_000);
}

/** A moment on both clocks, in milliseconds. */
export interface Moment {
  readonly monotonicMs: number;
  readonly wallMs: number;
  /** How long after the look before it this one was due; left out when it is the settings' interval. */
  readonly dueAfterMs?: number;
  /** Wall clock of the last return from sleep that was known by then. */
  readonly resumedAtMs?: number;
}

/**
 * True when too much went by between two looks to call it observed. The monotonic clock stands still while Linux and macOS
 * sleep and the wall clock does not; on Windows both go on. A wall clock that is set back says nothing about the time between.
 */
export function isGap(before: Moment, now: Moment, settings: Settings): boolean {
  const monotonic = now.monotonicMs - before.monotonicMs;
  const wall = now.wallMs - before.wallMs;
  return monotonic > maxGapMs(settings, now.dueAfterMs) || wall - monotonic > driftMs || hasWoken(before, now);
}

/** A short sleep shows on no clock where the monotonic one goes on in it: the desktop's word for it counts. */
function hasWoken(before: Moment, { resumedAtMs }: Moment): boolean {
  if (resumedAtMs === undefined || resumedAtMs === before.resumedAtMs) return false;
  // Not known before: new, or the look before could not read the machine.
  return before.resumedAtMs !== undefined || resumedAtMs >= before.wallMs;
}

export function momentOf(snapshot: Snapshot): Moment {
  const { monotonicMs, atMs, dueAfterMs } = snapshot;
  const resumedAtMs = snapshot.host?.resumedAtMs;
  return {
    monotonicMs,
    wallMs: atMs,
    ...(dueAfterMs !== undefined && { dueAfterMs }),
    ...(resumedAtMs !== undefined && { resumedAtMs }),
  };
}
