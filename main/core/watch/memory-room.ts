import type { Snapshot } from '../model/snapshot.ts';
import { bytesOf } from '../policy/memory-causes.ts';
import type { MemoryState } from '../policy/memory.ts';
import { budgetFor, capFor } from '../settings/limits.ts';
import type { Settings } from '../settings/schema.ts';

/** Less room than this share of the machine's memory is near a limit. */
const leastShare = 0.02;

/**
 * How much the sandboxes may grow before the nearest limit is reached, in bytes: their caps, the budget, and what the
 * machine has left. Null when a limit is near or reached, when it is being dealt with, or when any of it is not known.
 */
export function memoryRoomBytes(snapshot: Snapshot, settings: Settings, memory: MemoryState): number | null {
  const { host } = snapshot;
  if (host?.pressure?.level !== 'normal' || memory.chosen !== null) return null;
  for (const track of memory.tracks.values()) if (track.aboveSinceMs !== null || track.notice !== null) return null;
  let roomBytes = host.availableBytes;
  let sumBytes = 0;
  for (const one of snapshot.sandboxes) {
    if (one.status !== 'running') continue;
    if (one.usage.memory === null) return null;
    sumBytes += bytesOf(one);
    roomBytes = Math.min(roomBytes, (capFor(settings, one.name) ?? Number.POSITIVE_INFINITY) - bytesOf(one));
  }
  const budgetBytes = budgetFor(settings, host);
  if (budgetBytes !== null) roomBytes = Math.min(roomBytes, budgetBytes - sumBytes);
  return roomBytes < host.totalBytes * leastShare ? null : roomBytes;
}
