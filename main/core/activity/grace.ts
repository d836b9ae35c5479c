import type { SandboxKey } from '../model/sandbox.ts';
import type { ObservedSandbox, Snapshot } from '../model/snapshot.ts';
import { graceFor } from '../settings/for-sandbox.ts';
import type { Settings } from '../settings/schema.ts';
import type { LoreBook } from './lore.ts';
import { isGap, momentOf } from './gap.ts';

/** What the idle clock knows about the time before a look. */
export interface Arrival {
  /** The look before; null when this is the first one, left out when it is not known. */
  readonly previous?: Snapshot | null;
  /** The machine was started or logged in to only just now. Only asked at the first look. */
  readonly justLoggedIn?: boolean;
  /** A stop of it is announced, by whatever rule. Left out: of none. */
  readonly isWarned?: (key: SandboxKey) => boolean;
  /** What was learned of sandboxes in their runs before. */
  readonly lore?: LoreBook;
}

/**
 * How long from this look on nothing is to be counted, in milliseconds: the grace when the sandbox, the machine or the
 * runtime has just come (back) to life, else 0 (product.md, F11). Whoever opens the lid has not found the terminal yet.
 */
export function graceFrom(sandbox: ObservedSandbox, snapshot: Snapshot, arrival: Arrival, settings: Settings): number {
  const graceMs = graceFor(sandbox, settings);
  const { previous } = arrival;
  if (previous === undefined) return 0;
  if (previous === null) return arrival.justLoggedIn ? graceMs : leftOfStart(sandbox, snapshot, graceMs);
  return isGap(momentOf(previous), momentOf(snapshot), settings) ||
    hasReturned(sandbox, previous, snapshot) ||
    hasStarted(sandbox, previous)
    ? graceMs
    : 0;
}

/** It ran already when the first look came: its own start says how much of the grace is left. */
function leftOfStart(sandbox: ObservedSandbox, snapshot: Snapshot, graceMs: number): number {
  const ageMs = sandbox.startedAtMs === undefined ? graceMs : snapshot.atMs - sandbox.startedAtMs;
  return ageMs < 0 ? 0 : Math.max(0, graceMs - ageMs);
}

function hasReturned(sandbox: ObservedSandbox, previous: Snapshot, snapshot: Snapshot): boolean {
  const ready = (one: Snapshot) => one.runtimes.find(({ id }) => id === sandbox.runtime)?.state === 'ready';
  return ready(snapshot) && !ready(previous);
}

function hasStarted(sandbox: ObservedSandbox, previous: Snapshot): boolean {
  return previous.sandboxes.find(({ key }) => key === sandbox.key)?.status !== 'running';
}
