import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  lookBack,
  noHindsight,
  sameMs,
  silentForMs,
  silentWhenServedMs,
  type Hindsight,
  type SeenNow,
} from '../../../main/core/activity/hindsight.ts';
import { advanceTracks, type IdleTracks } from '../../../main/core/activity/idle-clock.ts';
import { lookAt, minute, sandboxAt, second, settingsOf, startWallMs, type SandboxPatch } from '../support/cases.ts';

const takenMs = 10 * minute;
const lookOf = (patch: Partial<SeenNow>): SeenNow => ({
  sign: 'none',
  isSeen: true,
  idleForMs: 0,
  isServed: false,
  nowMs: 0,
  ...patch,
});

/** Looks one after the other, and what they give back in all. */
function over(looks: readonly Partial<SeenNow>[]): number {
  let at: Hindsight = noHindsight;
  let sumMs = 0;
  for (const one of looks) {
    const { next, givenBackMs } = lookBack(at, lookOf(one));
    at = next;
    sumMs += givenBackMs;
  }
  return sumMs;
}

const slight = { sign: 'slight', idleForMs: takenMs, nowMs: 0 } as const;

describe('idleness that a slight sign took', () => {
  it('comes back once, when nothing came for 21 minutes after it', () => {
    expect(over([slight, { nowMs: silentForMs - 1 }])).toBe(0);
    expect(over([slight, { nowMs: silentForMs }])).toBe(takenMs);
    expect(over([slight, { nowMs: silentForMs }, { nowMs: 2 * silentForMs }])).toBe(takenMs);
  });

  it('comes back after an hour only, where a page may be looked at unseen (guards: isServed)', () => {
    expect(over([slight, { nowMs: silentWhenServedMs - 1, isServed: true }])).toBe(0);
    expect(over([slight, { nowMs: silentWhenServedMs, isServed: true }])).toBe(takenMs);
  });

  it('does not come back when anything at all comes within that time (guards: takenBy)', () => {
    const signs = fc.constantFrom('passed' as const, 'slight' as const, 'clear' as const);
    fc.assert(
      fc.property(signs, fc.integer({ min: sameMs + 1, max: silentForMs - 1 }), (sign, atMs) => {
        expect(over([slight, { sign, nowMs: atMs, idleForMs: atMs }, { nowMs: atMs + silentForMs }])).toBe(0);
      }),
    );
    expect(over([slight, { sign: 'passed', nowMs: 1 }, { nowMs: silentForMs }])).toBe(0);
  });

  it('does not come back when the sign was a clear one, or one that took nothing', () => {
    for (const sign of ['clear', 'passed'] as const)
      expect(over([{ ...slight, sign }, { nowMs: silentForMs }])).toBe(0);
  });

  it('is still one thing when it lay across two looks, and counts from the second (guards: sameMs)', () => {
    const second: Partial<SeenNow> = { sign: 'slight', nowMs: minute };
    expect(over([slight, second, { nowMs: silentForMs }])).toBe(0);
    expect(over([slight, second, { nowMs: minute + silentForMs }])).toBe(takenMs);
    expect(over([slight, { ...second, nowMs: sameMs }, { nowMs: sameMs + silentForMs }])).toBe(takenMs);
  });

  it('does not come back when the end of work lay across two looks', () => {
    const end: Partial<SeenNow> = { sign: 'clear', nowMs: 0 };
    expect(over([end, { sign: 'slight', nowMs: minute }, { nowMs: minute + silentForMs }])).toBe(0);
  });

  it('does not come back when a look of that time failed (guards: isSeen)', () => {
    expect(over([slight, { nowMs: minute, isSeen: false }, { nowMs: silentForMs }])).toBe(0);
  });

  it('comes back when each of two stood for itself', () => {
    const again: Partial<SeenNow> = { sign: 'slight', idleForMs: silentForMs + takenMs, nowMs: silentForMs + minute };
    const looks = [slight, { nowMs: silentForMs }, again, { nowMs: 2 * silentForMs + minute }];
    expect(over(looks)).toBe(takenMs + silentForMs + takenMs);
  });
});

describe('the idle clock', () => {
  const settings = settingsOf();

  /** Idle minutes after looks at these seconds, with what each showed. */
  function idleAfter(looks: readonly (SandboxPatch & { readonly atS: number })[]): number {
    let tracks: IdleTracks = new Map();
    for (const { atS, ...patch } of looks) {
      const now = { monotonicMs: atS * second, wallMs: startWallMs + atS * second };
      tracks = advanceTracks(tracks, lookAt(now, [sandboxAt('one', patch)]), settings);
    }
    return ([...tracks.values()][0]?.activity.idleForMs ?? 0) / minute;
  }

  /** A look each 20 s for so many minutes, with two seconds of processor time in the first one after each of these. */
  const minutes = (count: number, ...blips: readonly number[]) =>
    Array.from({ length: count * 3 + 1 }, (_, index) => ({
      atS: index * 20,
      cpuFraction: blips.some((at) => at * 3 + 1 === index) ? 0.1 : 0,
    }));
  const look = 1 / 3;

  it('has all of its time again, but not that of the sign, when a lone one was nobody’s work', () => {
    // The first one passes, and the second comes too soon after it for that.
    expect(idleAfter(minutes(8, 3))).toBeCloseTo(8 - look);
    expect(idleAfter(minutes(8 + look, 3, 8))).toBe(0);
    expect(idleAfter(minutes(29, 3, 8))).toBeCloseTo(21 - look);
    expect(idleAfter(minutes(30, 3, 8))).toBeCloseTo(30 - 2 * look);
  });

  it('has it not again when a third one came', () => {
    expect(idleAfter(minutes(36, 3, 8, 15))).toBeCloseTo(21 - look);
    expect(idleAfter(minutes(37, 3, 8, 15))).toBeCloseTo(22 - look);
  });

  it('never counts more than was seen, whatever came when (guards: takes only what was counted)', () => {
    const looks = fc.array(fc.constantFrom(0, 0, 0, 0, 0, 0, 0, 0, 0.1, 1), { minLength: 100, maxLength: 400 });
    fc.assert(
      fc.property(looks, (fractions) => {
        const seen = fractions.map((cpuFraction, index) => ({ atS: index * 20, cpuFraction }));
        const worked = fractions.filter((cpuFraction) => cpuFraction === 1).length;
        const lastWork = fractions.lastIndexOf(1);
        expect(idleAfter(seen)).toBeLessThanOrEqual(((fractions.length - 1 - Math.max(lastWork, 0)) * 20) / 60 + 1e-9);
        if (worked === 0) expect(idleAfter(seen)).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 60 },
    );
  });
});
