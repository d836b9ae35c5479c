import type { HistoryMark } from './marks.ts';
import type { SeriesSlot } from './record.ts';
import type { HistoryStore } from './store.ts';
import { marksKeptMs, tierIndexes, tiers, type TierIndex } from './tiers.ts';

/** A past that lives only as long as the program: the demo's. */
export class MemoryHistoryStore implements HistoryStore {
  readonly #slots: SeriesSlot[][] = tierIndexes.map(() => []);
  #marks: HistoryMark[] = [];

  append(tier: TierIndex, slots: readonly SeriesSlot[]): void {
    this.#slots[tier]?.push(...slots);
  }

  appendMarks(marks: readonly HistoryMark[]): void {
    this.#marks.push(...marks);
  }

  read(tier: TierIndex, fromMs: number, wanted: ReadonlySet<number> | null): readonly SeriesSlot[] {
    const slots = this.#slots[tier] ?? [];
    return slots.filter(
      ({ series, slot }) => slot.atMs + tiers[tier].stepMs > fromMs && (wanted === null || wanted.has(series)),
    );
  }

  newestMs(tier: TierIndex, nowMs: number): number | null {
    return (this.#slots[tier] ?? []).reduce<number | null>(
      (newest, { slot }) => (slot.atMs <= nowMs ? Math.max(newest ?? 0, slot.atMs) : newest),
      null,
    );
  }

  readMarks(fromMs: number): readonly HistoryMark[] {
    return this.#marks.filter(({ atMs }) => atMs >= fromMs);
  }

  forget(nowMs: number): void {
    for (const tier of tierIndexes) {
      this.#slots[tier] = (this.#slots[tier] ?? []).filter(({ slot }) => slot.atMs > nowMs - tiers[tier].keptMs);
    }
    this.#marks = this.#marks.filter(({ atMs }) => atMs > nowMs - marksKeptMs);
  }
}
