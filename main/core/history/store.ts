import type { HistoryMark } from './marks.ts';
import type { SeriesSlot } from './record.ts';
import type { SeriesId } from './series.ts';
import type { TierIndex } from './tiers.ts';

/** Where the past is kept. Whoever writes is alone; others may read meanwhile. */
export interface HistoryStore {
  /** Throws when it cannot be written. */
  append(tier: TierIndex, slots: readonly SeriesSlot[]): void;
  appendMarks(marks: readonly HistoryMark[]): void;
  /** Slots from a moment on (wall clock), in any order and perhaps several parts of one; null for all series. Never throws. */
  read(tier: TierIndex, fromMs: number, wanted: ReadonlySet<SeriesId> | null): readonly SeriesSlot[];
  /** Start of the newest slot of a tier that had begun by then (wall clock), null when there is none. Never throws. */
  newestMs(tier: TierIndex, nowMs: number): number | null;
  /** Never throws. */
  readMarks(fromMs: number): readonly HistoryMark[];
  /** Forgets what is older than its tier is kept, or more than it needs. Never throws. */
  forget(nowMs: number): void;
}
