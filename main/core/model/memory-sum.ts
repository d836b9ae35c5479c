import { runtimeIds, type RuntimeId } from './runtime.ts';
import type { ObservedSandbox, UnattributedProcess } from './snapshot.ts';

/** What all sandboxes use together, in bytes. */
export interface MemorySum {
  /** The running sandboxes whose memory is known, and the VM processes that belong to none of them. */
  readonly usedBytes: number;
  /** The share of `usedBytes` that belongs to no sandbox that is known. No stop is known to free it. */
  readonly unattributedBytes: number;
  /** Running sandboxes whose memory is in the sum in no way. Above zero the sum is a lower bound. */
  readonly unknownCount: number;
}

/** The one meaning of "used by sandboxes": it is shown, and the budget is held against it. */
export function memorySum(
  sandboxes: readonly ObservedSandbox[],
  unattributed: readonly UnattributedProcess[],
): MemorySum {
  const running = sandboxes.filter((one) => one.status === 'running');
  const dark = running.filter((one) => one.usage.memory === null);
  // A sandbox whose process could not be found is most likely one of the processes that belong to nobody.
  const covered = (id: RuntimeId) =>
    Math.min(dark.filter((one) => one.runtime === id).length, unattributed.filter((one) => one.runtime === id).length);
  const unattributedBytes = sumOf(unattributed.map((one) => one.memory.bytes));
  return {
    usedBytes: sumOf(running.map((one) => one.usage.memory?.usedBytes ?? 0)) + unattributedBytes,
    unattributedBytes,
    unknownCount: dark.length - sumOf(runtimeIds.map(covered)),
  };
}

export function sumOf(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
