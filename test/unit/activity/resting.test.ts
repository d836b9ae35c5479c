import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  findRest,
  interrupted,
  mostAtRest,
  noRest,
  type Amounts,
  type RestFinder,
} from '../../../main/core/activity/resting.ts';

const look = (cpuFraction: number, forMs = 20_000, bytesPerSecond: number | null = null): Amounts => ({
  forMs,
  cpuFraction,
  bytesPerSecond,
});
const after = (...looks: readonly Amounts[]): RestFinder =>
  looks.reduce((rest, seen) => findRest(rest, seen, false), noRest);
const worked = (rest: RestFinder) => findRest(rest, look(1), true).level.cpuFraction;

describe('the processor time of a sandbox at rest', () => {
  it('is that of its quietest minute, once it has worked after it (guards: clearSign)', () => {
    const quiet = after(look(0.03), look(0.03), look(0.03));
    expect(quiet.level.cpuFraction).toBeNull();
    expect(worked(quiet)).toBeCloseTo(0.03);
    expect(worked(findRest(quiet, look(0.01, 60_000), false))).toBeCloseTo(0.01);
    expect(worked(findRest(quiet, look(0.035, 60_000), false))).toBeCloseTo(0.03);
  });

  it('is not known from less than a minute in a row (guards: interrupted)', () => {
    expect(worked(after(look(0.03), look(0.03)))).toBeNull();
    expect(worked(findRest(interrupted(after(look(0.03), look(0.03))), look(0.03), false))).toBeNull();
    // A clear sign of work ends the minute, too.
    const cut = findRest(after(look(0.03), look(0.03)), look(1), true);
    expect(worked(findRest(cut, look(0.03), false))).toBeNull();
  });

  it('is never taken from work that goes on evenly (guards: mostAtRest)', () => {
    const { cpuFraction } = mostAtRest;
    expect(worked(after(look(cpuFraction, 60_000)))).toBe(cpuFraction);
    expect(worked(after(look(cpuFraction + 0.001, 60_000)))).toBeNull();
  });
});

describe('the trickle of bytes of a sandbox', () => {
  it('is that of its quietest look, and never more than what is at rest', () => {
    expect(after().level.bytesPerSecond).toBeNull();
    expect(after(look(0, 20_000, 9_000)).level.bytesPerSecond).toBe(mostAtRest.bytesPerSecond);
    expect(after(look(0, 20_000, 30), look(0, 20_000, 50)).level.bytesPerSecond).toBe(30);
  });

  it('is not told by a look that is too short for it, or that did not count (guards: leastLookMs)', () => {
    expect(after(look(0, 20_000, 30), look(0, 9_999, 0)).level.bytesPerSecond).toBe(30);
    expect(after(look(0, 20_000, 30), look(0, 10_000, 0)).level.bytesPerSecond).toBe(0);
    expect(after(look(0, 20_000, 30), look(0)).level.bytesPerSecond).toBe(30);
  });

  it('never grows, whatever is seen', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(5_000), fc.boolean()), { maxLength: 30 }), (looks) => {
        let rest = noRest;
        for (const [bytes, clear] of looks) {
          const next = findRest(rest, look(0, 20_000, bytes), clear);
          const before = rest.level.bytesPerSecond ?? mostAtRest.bytesPerSecond;
          expect(next.level.bytesPerSecond).toBe(Math.min(before, bytes));
          rest = next;
        }
      }),
    );
  });
});
