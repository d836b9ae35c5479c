import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  atNextRun,
  findRest,
  interrupted,
  leastStretchMs,
  mostAtRest,
  noRest,
  overdueMs,
  overdueShare,
  trickleTimes,
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
const shortest = leastStretchMs / 60_000;
/** A stretch of minutes like this, ended by work. */
const stretchOf = (rest: RestFinder, cpuFraction: number, minutes = shortest): RestFinder =>
  findRest(
    Array<number>(minutes)
      .fill(cpuFraction)
      .reduce((one, cpu) => findRest(one, look(cpu, 60_000), false), rest),
    look(1),
    true,
  );
/** The level after stretches with these quietest minutes, each ended by work. */
const levelAfter = (...minutes: readonly (number | null)[]): number | null =>
  minutes.reduce<RestFinder>(
    (rest, cpuFraction) => (cpuFraction === null ? findRest(rest, look(1), true) : stretchOf(rest, cpuFraction)),
    noRest,
  ).level.cpuFraction;

describe('the processor time of a sandbox at rest', () => {
  it('is that of its quietest minutes, when two of them with work between are alike (guards: alike, leastTimes)', () => {
    expect(levelAfter(0.03)).toBeNull();
    expect(levelAfter(0.03, 0.0315)).toBe(0.0315);
    expect(levelAfter(0.03, 0.033)).toBeNull();
    expect(levelAfter(0.03, 0.033, null, 0.031, 0.029)).toBe(0.03);
  });

  it('is the greater of two that are alike up to a fifth of a per cent, and goes down with them (guards: alike)', () => {
    expect(levelAfter(0, 0.002)).toBe(0.002);
    expect(levelAfter(0, 0.00201)).toBeNull();
    expect(levelAfter(0.03, 0.029, 0.0275)).toBe(0.029);
  });

  it('is the mean of the looks that make up a minute (guards: goOn)', () => {
    expect(after(look(0.03, 40_000), look(0.01, 40_000)).quietestCpuFraction).toBeCloseTo(0.02);
    expect(after(look(0.03, 45_000), look(0.01, 15_000)).quietestCpuFraction).toBeCloseTo(0.025);
  });

  it('is not believed any more when something was quieter, until that comes back', () => {
    expect(levelAfter(0.03, 0.03, 0.03, 0.02)).toBeNull();
    expect(levelAfter(0.03, 0.03, 0.03, 0.02, 0.021)).toBe(0.021);
    expect(levelAfter(0.03, 0.03, 0.03, 0.04)).toBe(0.03);
  });

  it('is that of the quietest minute of a stretch, not of its last one', () => {
    const stretch = (rest: RestFinder) =>
      findRest(
        [0.035, 0.03, ...Array<number>(shortest - 2).fill(0.034)].reduce(
          (one, cpu) => findRest(one, look(cpu, 60_000), false),
          rest,
        ),
        look(1),
        true,
      );
    expect(stretch(stretch(stretch(noRest))).level.cpuFraction).toBe(0.03);
  });

  it('is not that of a short stretch: a spinner, too, is the same each time (guards: leastStretchMs)', () => {
    const twice = (minutes: number) => stretchOf(stretchOf(noRest, 0.03, minutes), 0.03, minutes).level.cpuFraction;
    expect(twice(shortest)).toBe(0.03);
    expect(twice(shortest - 1)).toBeNull();
    // A short one does not put an end to what is known, and no two short ones make a long one.
    const known = stretchOf(stretchOf(noRest, 0.03), 0.03);
    expect(stretchOf(known, 0.01, shortest - 1).level.cpuFraction).toBe(0.03);
    expect(stretchOf(stretchOf(noRest, 0.03, shortest - 1), 0.03, 1)).toMatchObject({ lowestCpuFraction: null });
  });

  it('is looked for anew in the next run (guards: atNextRun)', () => {
    const before = after(...Array<Amounts>(shortest).fill(look(0.03, 60_000)));
    expect(atNextRun(before)).toMatchObject({ stretchMs: 0, quietestCpuFraction: null });
    expect(findRest(atNextRun(before), look(1), true).lowestCpuFraction).toBeNull();
    expect(findRest(before, look(1), true).lowestCpuFraction).toBe(0.03);
  });

  it('is not known from less than a minute in a row (guards: interrupted)', () => {
    const third = (rest: RestFinder) => findRest(rest, look(0.03), false);
    const quietest = (rest: RestFinder) => rest.quietestCpuFraction;
    expect(quietest(third(third(third(noRest))))).toBeCloseTo(0.03);
    expect(quietest(third(third(noRest)))).toBeNull();
    expect(quietest(third(interrupted(third(third(noRest)))))).toBeNull();
    expect(quietest(third(findRest(third(third(noRest)), look(1), true)))).toBeNull();
  });

  describe('that is the same in every minute of an hour', () => {
    const minutesOf = (...fractions: readonly number[]) =>
      fractions.reduce((rest, cpuFraction) => findRest(rest, look(cpuFraction, 60_000), false), noRest);
    const hourOf = (cpuFraction: number, minutes = 60) => Array<number>(minutes).fill(cpuFraction);
    const levelOf = (rest: RestFinder) => rest.level.cpuFraction;

    it('is rest, as long as it stays so (guards: steadyForMs, steadyWithin)', () => {
      expect(levelOf(minutesOf(...hourOf(0.04, 59)))).toBeNull();
      expect(levelOf(minutesOf(...hourOf(0.04)))).toBe(0.04);
      expect(levelOf(minutesOf(...hourOf(0.04), 0.0439, 0.0361))).toBe(0.04);
      expect(levelOf(minutesOf(...hourOf(0.04), 0.0351))).toBeNull();
      expect(levelOf(minutesOf(...hourOf(0.04, 30), 0.035, ...hourOf(0.04, 59)))).toBeNull();
    });

    it('is the same within four thousandths of a core, and for at least that hour', () => {
      expect(levelOf(minutesOf(...hourOf(0, 59), 0.004))).toBe(0);
      expect(levelOf(minutesOf(...hourOf(0, 59), 0.0041))).toBeNull();
      expect(levelOf(minutesOf(0, ...hourOf(0.0041, 59)))).toBeNull();
      expect(levelOf(minutesOf(0, ...hourOf(0.0041, 60)))).toBe(0.0041);
    });

    it('is not less than what came back before', () => {
      const known = { ...minutesOf(...hourOf(0.04, 59)), returnedCpuFraction: 0.043 };
      expect(levelOf(findRest(known, look(0.04, 60_000), false))).toBe(0.043);
    });

    it('is never more than a guest may use (guards: mostAtRest)', () => {
      expect(levelOf(minutesOf(...hourOf(mostAtRest.cpuFraction)))).toBe(mostAtRest.cpuFraction);
      expect(levelOf(minutesOf(...hourOf(0.046, 120)))).toBeNull();
      expect(levelOf(minutesOf(...hourOf(0.044), 0.046))).toBeNull();
    });

    it('has come back often enough, unless something quieter is known (guards: proven)', () => {
      const steady = minutesOf(...hourOf(0.04));
      for (const over of [findRest(steady, look(1), true), interrupted(steady), atNextRun(steady)]) {
        expect(over).toMatchObject({ level: { cpuFraction: 0.04 }, lowestCpuFraction: 0.04, steady: null });
        // It is known from then on, and something quieter has to come back before that is believed.
        expect(levelOf(stretchOf(over, 0.039))).toBe(0.04);
        expect(levelOf(stretchOf(over, 0.02))).toBeNull();
      }
      expect(levelOf(interrupted(minutesOf(...hourOf(0.04, 59))))).toBeNull();
      const known = (lowestCpuFraction: number, returnedCpuFraction: number | null) =>
        interrupted({ ...steady, lowestCpuFraction, returnedCpuFraction, timesAlike: 1 });
      expect(known(0.0379, 0.0379)).toMatchObject({ lowestCpuFraction: 0.0379, level: { cpuFraction: 0.0379 } });
      expect(known(0.0381, null)).toMatchObject({ lowestCpuFraction: 0.0381, level: { cpuFraction: 0.04 } });
      expect(known(0.0415, 0.0425)).toMatchObject({ lowestCpuFraction: 0.04, level: { cpuFraction: 0.0425 } });
      expect(known(0.044, 0.0445)).toMatchObject({
        lowestCpuFraction: 0.04,
        level: { cpuFraction: 0.04 },
        timesAlike: 2,
      });
      expect(levelOf(findRest({ ...steady, returnedCpuFraction: 0.02 }, look(0.04), false))).toBe(0.04);
    });
  });

  it('is never that of work that goes on evenly (guards: mostAtRest)', () => {
    const { cpuFraction } = mostAtRest;
    expect(levelAfter(cpuFraction, cpuFraction, cpuFraction)).toBe(cpuFraction);
    expect(levelAfter(cpuFraction + 0.001, cpuFraction + 0.001, cpuFraction + 0.001)).toBeNull();
  });
});

describe('the trickle of bytes of a sandbox', () => {
  const trickleOf = (...rates: readonly number[]) =>
    after(...rates.map((rate) => look(0, 20_000, rate))).level.bytesPerSecond;

  it('is that of its third quietest look, and never more than what is at rest (guards: trickleTimes, mostAtRest)', () => {
    expect(trickleOf()).toBeNull();
    expect(trickleOf(9_000)).toBe(mostAtRest.bytesPerSecond);
    expect(trickleOf(30)).toBe(30);
    expect(trickleOf(30, 50)).toBe(50);
    expect(trickleOf(30, 50, 40)).toBe(50);
    expect(trickleOf(30, 50, 40, 20)).toBe(40);
    // Two looks that slept for a part of their time do not make it less.
    expect(trickleOf(30, 30, 2, 30, 5, 30)).toBe(30);
  });

  it('is not told by a look that is too short for it, or that did not count (guards: leastLookMs)', () => {
    const thrice = (seen: Amounts) =>
      after(...[30, 30, 30].map((rate) => look(0, 20_000, rate)), seen, seen, seen).level.bytesPerSecond;
    expect(thrice(look(0, 9_999, 0))).toBe(30);
    expect(thrice(look(0, 10_000, 0))).toBe(0);
    expect(thrice(look(0))).toBe(30);
  });

  it('is what was seen three times, whatever else was', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(5_000), fc.boolean()), { maxLength: 30 }), (looks) => {
        let rest = noRest;
        const seen: number[] = [];
        for (const [bytes, clear] of looks) {
          rest = findRest(rest, look(0, 20_000, bytes), clear);
          seen.push(bytes);
          const third =
            [...seen]
              .sort((a, b) => a - b)
              .slice(0, trickleTimes)
              .at(-1) ?? 0;
          expect(rest.level.bytesPerSecond).toBe(Math.min(mostAtRest.bytesPerSecond, third));
        }
      }),
    );
  });
});

describe('a look that came late', () => {
  const late = (cpuFraction: number, forMs: number, dueAfterMs: number): Amounts => ({
    ...look(cpuFraction, forMs, 1),
    dueAfterMs,
  });
  const seen = (amounts: Amounts, clearSign = false) => findRest(noRest, amounts, clearSign);

  it('may have slept, and is no evidence of rest (guards: isOverdue)', () => {
    const atMost = 60_000 * (1 + overdueShare);
    expect(seen(late(0.01, atMost, 60_000)).quietestCpuFraction).toBe(0.01);
    expect(seen(late(0.01, atMost + 1, 60_000)).quietestCpuFraction).toBeNull();
    expect(seen(late(0.01, atMost + 1, 60_000)).level.bytesPerSecond).toBeNull();
    // Of two looks that are close to each other a slow answer is no small part.
    expect(seen(late(0.01, 5_000 + overdueMs, 5_000)).minute.forMs).toBe(5_000 + overdueMs);
    expect(seen(late(0.01, 5_000 + overdueMs + 1, 5_000)).minute.forMs).toBe(0);
  });

  it('ends a stretch all the same, and breaks off the minute that was being added up', () => {
    const known = after(...Array<Amounts>(shortest).fill(look(0.03, 60_000)));
    expect(findRest(known, late(1, 90_000, 60_000), true)).toMatchObject({
      lowestCpuFraction: 0.03,
      quietestCpuFraction: null,
      trickles: [],
    });
    const begun = findRest(noRest, look(0.03, 40_000), false);
    expect(findRest(begun, late(0.03, 90_000, 60_000), false).minute.forMs).toBe(0);
  });
});
