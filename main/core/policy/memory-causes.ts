import type { MemoryCause } from '../model/decision.ts';
import { memorySum } from '../model/memory-sum.ts';
import { isFresh, type ObservedSandbox, type Snapshot, type UnattributedProcess } from '../model/snapshot.ts';
import { budgetFor, capFor } from '../settings/limits.ts';
import type { Settings } from '../settings/schema.ts';

/** A condition ends when the use falls below this share of the limit, so that it does not flap. */
const clearShare = 0.95;

/** One memory condition as this look saw it. */
export interface Cause {
  readonly id: string;
  readonly rule: MemoryCause;
  /** `between` the two thresholds nothing is begun and nothing is ended; `unknown` says nothing at all. */
  readonly level: 'above' | 'between' | 'below' | 'unknown';
  readonly usedBytes: number;
  readonly limitBytes: number;
  /** The share of `usedBytes` that belongs to no sandbox that is known. */
  readonly unattributedBytes: number;
  /** The one to name: the one above its cap, or the largest. */
  readonly blamed: ObservedSandbox | null;
  /** True when it is bad enough for a stop. */
  readonly mayStop: boolean;
  /** False when it would last though every sandbox were stopped. */
  readonly stopHelps: boolean;
}

/** All memory conditions that the settings ask for (F15). */
export function causesIn(snapshot: Snapshot, settings: Settings): readonly Cause[] {
  const running = snapshot.sandboxes.filter((one) => one.status === 'running');
  const caps = running.flatMap((one) => capCause(one, snapshot, settings) ?? []);
  return [...caps, ...budgetCause(running, snapshot, settings), ...hostCause(running, snapshot)];
}

function capCause(sandbox: ObservedSandbox, snapshot: Snapshot, settings: Settings): Cause | null {
  const limitBytes = capFor(settings, sandbox.name);
  if (limitBytes === undefined) return null;
  const cause = { ...against(limitBytes, usedBy(sandbox, snapshot)), unattributedBytes: 0, stopHelps: true };
  return { id: `cap:${sandbox.key}`, rule: 'cap', ...cause, blamed: sandbox };
}

function budgetCause(running: readonly ObservedSandbox[], snapshot: Snapshot, settings: Settings): readonly Cause[] {
  const budgetBytes = budgetFor(settings, snapshot.host);
  if (budgetBytes === null || running.length === 0) return [];
  const seen = running.filter((one) => isFresh(one, snapshot));
  const sum = memorySum(seen, unattributedIn(snapshot));
  const isWhole = seen.length === running.length && sum.unknownCount === 0;
  // A sum with parts missing is a lower bound: enough to be above the budget, not enough to be below it again.
  const usedBytes = isWhole || sum.usedBytes > budgetBytes ? sum.usedBytes : null;
  return [
    {
      id: 'budget',
      rule: 'budget',
      ...against(budgetBytes, usedBytes),
      unattributedBytes: sum.unattributedBytes,
      blamed: largestOf(seen),
      stopHelps: sum.unattributedBytes <= budgetBytes,
    },
  ];
}

/** What is carried over from an older look, because the runtime did not answer, is not held against anything. */
function unattributedIn({ unattributed = [], runtimes }: Snapshot): readonly UnattributedProcess[] {
  return unattributed.filter(({ runtime }) =>
    runtimes.some(({ id, state, blip }) => id === runtime && state === 'ready' && blip !== true),
  );
}

/** The machine itself, in the words of its own system. A warning is told; only what is critical may cost a sandbox. */
function hostCause(running: readonly ObservedSandbox[], snapshot: Snapshot): readonly Cause[] {
  const { host } = snapshot;
  if (!host?.pressure || running.length === 0) return [];
  const { level } = host.pressure;
  const known = running.filter((one) => usedBy(one, snapshot) !== null);
  return [
    {
      id: 'host',
      rule: 'host',
      level: level === 'unknown' ? 'unknown' : level === 'normal' ? 'below' : 'above',
      usedBytes: host.totalBytes - host.availableBytes,
      limitBytes: host.totalBytes,
      unattributedBytes: 0,
      blamed: largestOf(known),
      mayStop: level === 'critical',
      stopHelps: true,
    },
  ];
}

function against(
  limitBytes: number,
  usedBytes: number | null,
): Pick<Cause, 'level' | 'usedBytes' | 'limitBytes' | 'mayStop'> {
  if (usedBytes === null) return { level: 'unknown', usedBytes: 0, limitBytes, mayStop: false };
  const level = usedBytes > limitBytes ? 'above' : usedBytes < limitBytes * clearShare ? 'below' : 'between';
  return { level, usedBytes, limitBytes, mayStop: level === 'above' };
}

function largestOf(sandboxes: readonly ObservedSandbox[]): ObservedSandbox | null {
  return sandboxes.reduce<ObservedSandbox | null>(
    (most, one) => (most === null || bytesOf(one) > bytesOf(most) ? one : most),
    null,
  );
}

function usedBy(sandbox: ObservedSandbox, snapshot: Snapshot): number | null {
  return isFresh(sandbox, snapshot) ? (sandbox.usage.memory?.usedBytes ?? null) : null;
}

export function bytesOf(sandbox: ObservedSandbox): number {
  return sandbox.usage.memory?.usedBytes ?? 0;
}
