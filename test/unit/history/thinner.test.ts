import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { slotsOf, mergeSlots, type Span } from '../../../main/core/history/slot.ts';
import { Thinner, type ClosedSlot } from '../../../main/core/history/thinner.ts';
import { tiers } from '../../../main/core/history/tiers.ts';

const t0 = Date.parse('2026-11-24T10:00:00Z');
const span = (fromS: number, toS: number, memoryBytes: number | null, cpuFraction: number | null = 0): Span => ({
  fromMs: t0 + fromS * 1_000,
  toMs: t0 + toS * 1_000,
  memoryBytes,
  cpuFraction,
});

function thinned(spans: readonly Span[], untilS: number): readonly ClosedSlot[] {
  const thinner = new Thinner();
  const closed: ClosedSlot[] = [];
  for (const one of spans) closed.push(...thinner.add(one));
  thinner.closeUntil(t0 + untilS * 1_000, closed);
  return closed;
}
const ofTier = (closed: readonly ClosedSlot[], tier: number) =>
  closed.filter((one) => one.tier === tier).map(({ slot }) => slot);

describe('thinning', () => {
  it('weighs a mean by time and keeps the peak', () => {
    const slots = ofTier(thinned([span(0, 8, 100), span(8, 10, 600)], 10), 0);
    expect(slots).toEqual([
      {
        atMs: t0,
        memory: { knownMs: 10_000, mean: 200, peak: 600 },
        cpu: { knownMs: 10_000, mean: 0, peak: 0 },
      },
    ]);
  });

  it('cuts a long span at the borders of the slots', () => {
    const slots = ofTier(thinned([span(5, 25, 100)], 60), 0);
    expect(slots.map(({ atMs, memory }) => [(atMs - t0) / 1_000, memory?.knownMs])).toEqual([
      [0, 5_000],
      [10, 10_000],
      [20, 5_000],
    ]);
  });

  it('makes minutes of the slots of 10 s, and ten minutes of the minutes', () => {
    const closed = thinned([span(0, 60, 100), span(60, 120, 300), span(120, 130, 900)], 600);
    expect(ofTier(closed, 1).map(({ memory }) => memory)).toEqual([
      { knownMs: 60_000, mean: 100, peak: 100 },
      { knownMs: 60_000, mean: 300, peak: 300 },
      { knownMs: 10_000, mean: 900, peak: 900 },
    ]);
    expect(ofTier(closed, 2).map(({ memory }) => memory)).toEqual([
      { knownMs: 130_000, mean: (100 * 60 + 300 * 60 + 900 * 10) / 130, peak: 900 },
    ]);
  });

  it('keeps unknown as unknown: a gap is no slot, and a figure that is not known is no zero', () => {
    const slots = ofTier(thinned([span(0, 10, 100, null), span(40, 50, null, 0.5), span(50, 60, null, null)], 60), 0);
    expect(
      slots.map(({ atMs, memory, cpu }) => [(atMs - t0) / 1_000, memory?.mean ?? null, cpu?.mean ?? null]),
    ).toEqual([
      [0, 100, null],
      [40, null, 0.5],
    ]);
  });

  it('shows what is open in every tier without closing it', () => {
    const thinner = new Thinner();
    expect(thinner.add(span(0, 75, 100))).toHaveLength(8);
    expect(mergeSlots(thinner.preview(2)).map(({ memory }) => memory)).toEqual([
      { knownMs: 75_000, mean: 100, peak: 100 },
    ]);
    expect(mergeSlots(thinner.preview(1)).map(({ memory }) => memory?.knownMs)).toEqual([15_000]);
  });

  it('loses no time and invents none, whatever the spans are', () => {
    const spans = fc.array(
      fc.record({ gapS: fc.integer({ min: 0, max: 900 }), lengthS: fc.integer({ min: 1, max: 120 }), bytes: fc.nat() }),
      { maxLength: 60 },
    );
    fc.assert(
      fc.property(spans, (all) => {
        let atS = 0;
        const given = all.map(({ gapS, lengthS, bytes }) => {
          const from = atS + gapS;
          atS = from + lengthS;
          return span(from, atS, bytes);
        });
        const closed = thinned(given, atS + 10_000);
        const knownMs = (tier: number) =>
          ofTier(closed, tier).reduce((sum, one) => sum + (one.memory?.knownMs ?? 0), 0);
        const totalMs = given.reduce((sum, one) => sum + one.toMs - one.fromMs, 0);
        const peak = Math.max(0, ...given.map((one) => one.memoryBytes ?? 0));
        for (const tier of [0, 1, 2]) {
          expect(knownMs(tier)).toBe(totalMs);
          expect(Math.max(0, ...ofTier(closed, tier).map((one) => one.memory?.peak ?? 0))).toBe(peak);
          expect(ofTier(closed, tier).every((one) => one.atMs % (tiers[tier]?.stepMs ?? 1) === 0)).toBe(true);
        }
      }),
    );
  });
});

describe('a span', () => {
  it('without length, or of which nothing is known, is nothing', () => {
    expect(slotsOf(span(10, 10, 100), 10_000)).toEqual([]);
    expect(slotsOf(span(10, 20, null, null), 10_000)).toEqual([]);
  });
});
