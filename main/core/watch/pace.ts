import type { Next } from '../model/decision.ts';
import { isInstalled, type RuntimeState } from '../model/runtime.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { MemoryState } from '../policy/memory.ts';
import type { CadenceInputs } from './cadence.ts';

/** True when there is something to ask and none of it answers. */
export function allHung(runtimes: readonly RuntimeState[]): boolean {
  const installed = runtimes.filter(isInstalled);
  return installed.length > 0 && installed.every((one) => one.state === 'hung');
}

/** With more than so many running sandboxes a look is dear: each has a process to be read and files to be looked at. */
const few = 20;

export function isMany({ sandboxes }: Snapshot): boolean {
  return sandboxes.length > few && sandboxes.filter((one) => one.status === 'running').length > few;
}

/** What one look costs in commands. */
export function cliCost(runtimes: readonly RuntimeState[]): CadenceInputs['cli'] {
  const byCommand = runtimes.filter((one) => one.state === 'ready' && one.via === 'cli');
  if (byCommand.some((one) => one.id === 'sbx')) return 'dear';
  return byCommand.length > 0 ? 'cheap' : 'none';
}

/** Time until the next thing would be done if nothing changes, in milliseconds; null when nothing is in sight. */
export function decisionInMs(next: Iterable<Next>, memory: MemoryState, nowMs: number): number | null {
  // A limit that is exceeded has to be so for a while before it is told: every look until then counts.
  for (const track of memory.tracks.values()) if (track.aboveSinceMs !== null && track.notice === null) return 0;
  let soonestMs = Number.POSITIVE_INFINITY;
  for (const { atMs } of next) soonestMs = Math.min(soonestMs, atMs - nowMs);
  return soonestMs === Number.POSITIVE_INFINITY ? null : Math.max(0, soonestMs);
}
