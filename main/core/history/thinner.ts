import { asPartOf, joinSlots, slotsOf, type Slot, type Span } from './slot.ts';
import { tierIndexes, tiers, type TierIndex } from './tiers.ts';

/** A slot to which nothing will be added any more. */
export interface ClosedSlot {
  readonly tier: TierIndex;
  readonly slot: Slot;
}

/**
 * Thins one series: spans go into slots of the finest tier, and every slot that is closed goes into the next coarser one.
 * Holds one open slot a tier and nothing else.
 */
export class Thinner {
  readonly #open: (Slot | null)[] = tierIndexes.map(() => null);

  /** Adds what was seen and returns what it closed. */
  add(span: Span): readonly ClosedSlot[] {
    const closed: ClosedSlot[] = [];
    for (const slot of slotsOf(span, tiers[0].stepMs)) this.put(0, slot, closed);
    return closed;
  }

  /** Adds a part of a slot of any tier, as it comes back from the disk; what it closes is added to `closed`. */
  put(tier: TierIndex, part: Slot, closed: ClosedSlot[]): void {
    const open = this.#open[tier] ?? null;
    if (open !== null && open.atMs !== part.atMs) this.#close(tier, closed);
    const still = this.#open[tier] ?? null;
    this.#open[tier] = still === null ? part : joinSlots(still, part);
  }

  /** Closes every slot that had ended by then (wall clock). */
  closeUntil(nowMs: number, closed: ClosedSlot[]): void {
    for (const tier of tierIndexes) {
      const open = this.#open[tier] ?? null;
      if (open !== null && open.atMs + tiers[tier].stepMs <= nowMs) this.#close(tier, closed);
    }
  }

  /** The slot of a tier that is not closed yet, with what the finer tiers still hold. It may be more than one at a border. */
  preview(tier: TierIndex): readonly Slot[] {
    return tierIndexes.flatMap((finer) => {
      const open = this.#open[finer] ?? null;
      return finer <= tier && open !== null ? [asPartOf(open, tiers[tier].stepMs)] : [];
    });
  }

  /** The open slot of the finest tier, which the coarser ones are made from: all that a restart needs. */
  takeFinest(): Slot | null {
    const open = this.#open[0] ?? null;
    this.#open[0] = null;
    return open;
  }

  isEmpty(): boolean {
    return this.#open.every((slot) => slot === null);
  }

  #close(tier: TierIndex, closed: ClosedSlot[]): void {
    const slot = this.#open[tier] ?? null;
    if (slot === null) return;
    this.#open[tier] = null;
    closed.push({ tier, slot });
    const coarser = tierIndexes.find((index) => index === tier + 1);
    if (coarser !== undefined) this.put(coarser, asPartOf(slot, tiers[coarser].stepMs), closed);
  }
}
