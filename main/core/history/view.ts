import type { SandboxKey } from '../model/sandbox.ts';
import type { HistoryMark } from './marks.ts';
import { mergeSlots, slotStart, type Measure, type Slot } from './slot.ts';
import type { HistoryRange } from './tiers.ts';

/** One figure over a range, slot by slot; null where it is not known. */
export interface Curve {
  readonly mean: readonly (number | null)[];
  readonly peak: readonly (number | null)[];
}

/** The past of one sandbox or of all together: slots of the same length, oldest first, the newest one still filling. */
export interface HistoryView {
  readonly range: HistoryRange;
  /** Start of the first slot, wall clock. */
  readonly fromMs: number;
  readonly toMs: number;
  readonly stepMs: number;
  /** Bytes. */
  readonly memory: Curve;
  /** Shares of one core. */
  readonly cpu: Curve;
  /** Oldest first. */
  readonly marks: readonly HistoryMark[];
  /** What memory reached within the seven days that are kept, and for how long it was watched in them. */
  readonly week: { readonly peakBytes: number | null; readonly knownMs: number };
}

/** Memory of the last hour, for a line as wide as a word. */
export interface Spark {
  /** Start of the first slot, wall clock. */
  readonly fromMs: number;
  readonly stepMs: number;
  /** Mean bytes a slot, oldest first; null where it is not known. */
  readonly bytes: readonly (number | null)[];
}

export type Sparks = Readonly<Record<SandboxKey, Spark>>;

export const sparkStepMs = 30_000;
export const sparkSlots = 120;

/** Slots as two curves over a fixed grid that ends with the slot of `nowMs`. */
export function gridOf(
  slots: readonly Slot[],
  stepMs: number,
  count: number,
  nowMs: number,
): { readonly fromMs: number; readonly memory: Curve; readonly cpu: Curve } {
  const fromMs = slotStart(nowMs, stepMs) - (count - 1) * stepMs;
  const memory = emptyCurve(count);
  const cpu = emptyCurve(count);
  for (const slot of mergeSlots(slots)) {
    const index = Math.round((slot.atMs - fromMs) / stepMs);
    if (index < 0 || index >= count) continue;
    put(memory, index, slot.memory);
    put(cpu, index, slot.cpu);
  }
  return { fromMs, memory, cpu };
}

interface FillingCurve {
  readonly mean: (number | null)[];
  readonly peak: (number | null)[];
}

function emptyCurve(count: number): FillingCurve {
  return { mean: new Array<number | null>(count).fill(null), peak: new Array<number | null>(count).fill(null) };
}

function put(curve: FillingCurve, index: number, measure: Measure | null): void {
  curve.mean[index] = measure?.mean ?? null;
  curve.peak[index] = measure?.peak ?? null;
}
