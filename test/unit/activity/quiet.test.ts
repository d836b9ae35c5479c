import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  aboveLeastMs,
  lastNoiseMs,
  leastLookMs,
  leastNoiseMs,
  leastTimerMs,
  noiseMs,
  noQuiet,
  quietAfter,
  standsOutFrom,
  strictNoiseMs,
  type Quiet,
  type Stage,
} from '../../../main/core/activity/quiet.ts';

const second = 1_000;
const minute = 60 * second;
const quietOf = (cpuFraction: number): Quiet => quietAfter(noQuiet, 30 * minute, cpuFraction);
/** The same, and the look before was a quiet one, too. */
const even = (cpuFraction: number): Quiet => quietAfter(quietOf(cpuFraction), 20 * second, cpuFraction);

describe('processor time that stands out from the quiet', () => {
  it('is what is above its mean by more than the noise of a guest', () => {
    expect(standsOutFrom(quietOf(0.01), 20 * second, noiseMs)).toBeCloseTo(0.01 + noiseMs / (20 * second));
    expect(standsOutFrom(noQuiet, 20 * second, noiseMs)).toBeCloseTo(noiseMs / (20 * second));
  });

  it('is less in the last look before a stop', () => {
    expect(standsOutFrom(quietOf(0.01), 5 * second, lastNoiseMs)).toBeCloseTo(0.01 + lastNoiseMs / (5 * second));
  });

  it('adds up: crumbs of a minute count together, and are forgotten after it (guards: crumbsMs)', () => {
    const crumbs = quietAfter(quietOf(0), 5 * second, 0.06);
    expect(crumbs.crumbsMs).toBeCloseTo(300);
    expect(standsOutFrom(crumbs, 30 * second, noiseMs) * 30 * second - 5).toBeCloseTo(noiseMs - 150, -1);
    expect(quietAfter(crumbs, minute, 0).crumbsMs).toBe(0);
    expect(quietAfter(crumbs, 30 * second, 0).crumbsMs).toBeCloseTo(150);
  });

  it('may be as much as it was in the earlier half of the quiet, where little would be work (guards: wontedMs)', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1_000, noNaN: true }), fc.boolean(), (blipMs, isEarly) => {
        const stage = isEarly ? 'early' : 'late';
        const look = 20 * second;
        const quiet = quietAfter(quietAfter(even(0.01), look, 0.01 + blipMs / look, stage), look, 0.01, stage);
        const noise = strictNoiseMs(quiet);
        expect(noise).toBeGreaterThanOrEqual(lastNoiseMs);
        expect(noise).toBeLessThanOrEqual(noiseMs);
        if (!isEarly || blipMs < 100) expect(noise).toBe(lastNoiseMs);
        else expect(noise).toBeGreaterThanOrEqual(Math.min(noiseMs, blipMs));
      }),
    );
  });

  it('is not the first look: there is nothing yet that it could stand out from', () => {
    expect(quietAfter(noQuiet, 20 * second, 0.05, 'early')).toEqual({
      forMs: 20 * second,
      cpuMs: 1_000,
      crumbsMs: 0,
      wontedMs: 0,
      loneMs: 0,
      stoodOut: true,
      leastCpuFraction: 0.05,
    });
  });

  it('is as quiet as its quietest look that was long enough for a tick (guards: leastLookMs)', () => {
    const least = (forMs: number) => quietAfter(quietOf(0.01), forMs, 0).leastCpuFraction;
    expect(least(leastLookMs)).toBe(0);
    expect(least(leastLookMs - 1)).toBe(0.01);
    expect(aboveLeastMs(quietOf(0.01), minute, 0.012)).toBeCloseTo(120);
    expect(aboveLeastMs(quietOf(0.01), minute, 0.008)).toBe(0);
    expect(aboveLeastMs(noQuiet, minute, 0.002)).toBeCloseTo(120);
  });

  describe('while a stop is due', () => {
    const look = 20 * second;
    const after = (quiet: Quiet, cpuMs: number) => quietAfter(quiet, look, cpuMs / look, 'due');

    it('adds up for ten minutes: little that goes on is work, too (guards: forgottenWhenDueMs)', () => {
      // A spinner of 60 ms a look, after an even quiet: a minute of that would be forgotten as fast as it comes.
      const looks = [60, 60, 60, 60, 60, 60];
      const due = looks.reduce((quiet, cpuMs) => after(quiet, cpuMs), quietOf(0));
      const late = looks.reduce((quiet, cpuMs) => quietAfter(quiet, look, cpuMs / look, 'late'), quietOf(0));
      expect(due.crumbsMs).toBeGreaterThan(2 * lastNoiseMs);
      expect(late.crumbsMs).toBeLessThan(1.2 * lastNoiseMs);
      expect(standsOutFrom(due, look, lastNoiseMs, 'due') * look).toBeLessThan(60);
    });

    it('is made up for by what is below the mean: ticks come out even (guards: belowMs)', () => {
      let quiet = quietOf(0.01);
      for (let index = 0; index < 40; index += 1) quiet = after(quiet, index % 2 === 0 ? 210 : 190);
      expect(quiet.crumbsMs).toBeLessThan(leastNoiseMs);
      expect(after(after(quietOf(0.01), 300), 150).crumbsMs).toBeCloseTo(100 * (1 - 1 / 30) - 50, -1);
      expect(after(quietOf(0.01), 0).crumbsMs).toBe(0);
    });
  });

  it('is never a tick or two, whatever came before (guards: leastNoiseMs)', () => {
    const crumbs = quietAfter(quietOf(0), 5 * second, 0.06);
    expect(standsOutFrom(crumbs, second, lastNoiseMs)).toBeCloseTo(leastNoiseMs / second);
    expect(standsOutFrom(crumbs, second, 2 * noiseMs)).toBeGreaterThan(0.4);
  });

  it('is wonted as it was above the quietest look, not above a mean that it is a part of (guards: leastCpuFraction)', () => {
    // A timer of 200 ms every 3 min: in a longer look a third of it is in the mean.
    let quiet = noQuiet;
    for (let minutes = 0; minutes < 60; minutes += 1)
      quiet = quietAfter(quiet, minute, minutes % 3 === 0 ? 200 / minute : 0, 'early');
    expect(quiet.wontedMs).toBeCloseTo(200);
    const short = 20 * second;
    expect(200 / short).toBeLessThan(standsOutFrom(quiet, short, strictNoiseMs(quiet)));
    expect(260 / short).toBeGreaterThan(standsOutFrom(quiet, short, strictNoiseMs(quiet)));
  });

  it('is remembered as wonted only while a stop is far, and the most of it (guards: stage)', () => {
    const looks = (quiet: Quiet, cpuMs: number, stage: Stage) =>
      quietAfter(quietAfter(quiet, 20 * second, cpuMs / (20 * second), stage), 20 * second, 0, stage);
    expect(looks(even(0), 300, 'late').wontedMs).toBe(0);
    expect(looks(even(0), 300, 'due').wontedMs).toBe(0);
    const early = looks(even(0), 300, 'early');
    expect(early.wontedMs).toBe(300);
    expect(looks(early, 100, 'early').wontedMs).toBe(300);
    expect(looks(early, 900, 'late').wontedMs).toBe(300);
  });

  it('is wonted with nothing before it and after it: the end of work, and what goes on, is no timer (guards: loneMs)', () => {
    const wonted = (quiet: Quiet, ...looksMs: readonly number[]) =>
      looksMs.reduce((one, cpuMs) => quietAfter(one, 20 * second, cpuMs / (20 * second), 'early'), quiet).wontedMs;
    expect(wonted(even(0), 300)).toBe(0);
    expect(wonted(even(0), 300, 0)).toBe(300);
    expect(wonted(even(0), 300, 200, 100, 0)).toBe(0);
    expect(wonted(even(0), 300, 0, 350, 0, 0)).toBeCloseTo(350);
    expect(wonted(noQuiet, 300, 0)).toBe(0);
    expect(wonted(quietOf(0), 300, 0)).toBe(0);
    expect(wonted(even(0), leastTimerMs, 0)).toBe(leastTimerMs);
    expect(wonted(even(0), leastTimerMs - 1, 0)).toBe(0);
    expect(wonted(even(0), leastTimerMs - 1, 300, 0)).toBe(300);
  });

  it('is a little more than what is wonted, and at most the noise of a guest (guards: wontedFactor, lastNoiseMs)', () => {
    const noise = (wontedMs: number) => strictNoiseMs({ ...noQuiet, wontedMs });
    expect(noise(100)).toBe(lastNoiseMs);
    // What a page costs is never let pass where somebody may be asking for one (guards: servedNoiseMs).
    expect(strictNoiseMs({ ...noQuiet, wontedMs: 80 }, true)).toBe(100);
    expect(strictNoiseMs({ ...noQuiet, wontedMs: 100 }, true)).toBeCloseTo(115);
    expect(noise(200)).toBeCloseTo(230);
    expect(noise(360)).toBe(noiseMs);
  });

  it('is nothing as long as it stays even, whatever its level and however often it is looked at', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 0.05, noNaN: true }),
        fc.array(fc.integer({ min: second, max: minute }), { minLength: 1, maxLength: 50 }),
        (cpuFraction, looks) => {
          let quiet = noQuiet;
          for (const forMs of looks) {
            if (quiet.forMs > 0) expect(cpuFraction).toBeLessThan(standsOutFrom(quiet, forMs, lastNoiseMs));
            quiet = quietAfter(quiet, forMs, cpuFraction);
          }
        },
      ),
    );
  });
});
