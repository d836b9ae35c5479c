import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { causesIn } from '../../../main/core/policy/memory-causes.ts';
import { aNow, day, gib, hostWith, lookAt, minute, sandboxAt, second, settingsOf } from '../support/cases.ts';
import { Course, victim } from '../support/memory-course.ts';

describe('whatever memory does', () => {
  const step = fc.record({
    memoryGib: fc.array(fc.option(fc.integer({ min: 0, max: 8 }), { nil: null, freq: 6 }), {
      minLength: 3,
      maxLength: 3,
    }),
    idle: fc.array(fc.boolean(), { minLength: 3, maxLength: 3 }),
    held: fc.array(fc.boolean(), { minLength: 3, maxLength: 3 }),
    level: fc.constantFrom('normal', 'warning', 'critical', 'unknown' as const),
    looks: fc.integer({ min: 1, max: 20 }),
    asleepMs: fc.option(fc.integer({ min: 2 * minute, max: day }), { nil: 0, freq: 5 }),
  });
  const run = (
    act: string,
    steps: readonly (typeof step extends fc.Arbitrary<infer T> ? T : never)[],
    each: (course: Course) => void,
  ) => {
    const course = new Course(settingsOf({ memory: { act, budgetBytes: 6 * gib, capBytes: 5 * gib } }));
    for (const one of steps) {
      course.sandboxes = one.memoryGib.map((size, index) =>
        sandboxAt(`s${index}`, { memoryBytes: size === null ? null : size * gib }),
      );
      course.victims = one.memoryGib.map((size, index) =>
        victim(`s${index}`, {
          idle: one.idle[index] ?? false,
          gainBytes: (size ?? 0) * gib,
          ...(one.held[index] && { held: 'protected' as const }),
        }),
      );
      course.host = hostWith(one.level);
      course.now = { ...course.now, wallMs: course.now.wallMs + (one.asleepMs ?? 0) };
      for (let look = 0; look < one.looks; look += 1) {
        course.look();
        each(course);
      }
    }
    return course;
  };
  type Steps = Parameters<typeof run>[1];
  /** Above every limit for five minutes, with victims that may be stopped. */
  const full: Steps[number] = {
    memoryGib: [8, 8, 8],
    idle: [true, true, true],
    held: [false, false, false],
    level: 'normal',
    looks: 60,
    asleepMs: 0,
  };
  const always = (guard: (act: string, steps: Steps) => void) =>
    fc.assert(
      fc.property(fc.constantFrom('notify', 'stop-idle', 'stop-largest'), fc.array(step, { maxLength: 10 }), guard),
      { numRuns: 60, examples: [['stop-largest', [full]]] },
    );
  const notices = (course: Course) => course.told.filter(({ decision }) => decision.kind === 'notify');

  it('notices come at least 60 s apart (guards: noticeSpacingMs)', () => {
    always((act, steps) => {
      const times = notices(run(act, steps, () => {})).map(({ atMs }) => atMs);
      times.slice(1).forEach((atMs, index) => expect(atMs - (times[index] ?? 0)).toBeGreaterThanOrEqual(60 * second));
    });
  });

  it('a notice is taken back before its cause is told anew, the one about nothing to stop excepted (guards: follow)', () => {
    always((act, steps) => {
      const up = new Set<string>();
      for (const { decision } of run(act, steps, () => {}).told) {
        if (decision.kind === 'clear') expect(up.delete(decision.noticeId)).toBe(true);
        if (decision.kind !== 'notify') continue;
        expect(up.has(decision.notice.id)).toBe(decision.notice.nothingToStop);
        up.add(decision.notice.id);
      }
    });
  });

  it('only what is not held is called, and only idle ones unless the user wants more (guards: eligible)', () => {
    always((act, steps) => {
      run(act, steps, (course) => {
        if (course.called === null) return;
        const called = course.victims.find(({ key }) => key === course.called);
        expect(called?.held).toBeUndefined();
        expect(act).not.toBe('notify');
        if (act === 'stop-idle') expect(called?.idle).toBe(true);
      });
    });
  });

  it('two calls are at least 15 s apart (guards: stopSpacingMs)', () => {
    always((act, steps) => {
      let endedMs: number | null = null;
      let last: string | null = null;
      run(act, steps, (course) => {
        const nowMs = course.now.monotonicMs;
        if (last === null && course.called !== null && endedMs !== null) {
          expect(nowMs - endedMs).toBeGreaterThanOrEqual(15 * second);
        }
        if (last !== null && course.called !== last) {
          expect(course.called).toBeNull();
          endedMs = nowMs;
        }
        last = course.called;
      });
    });
  });

  it('nobody is called on a look that cannot read it (guards: unknown in memory-causes)', () => {
    always((act, steps) => {
      const dark = steps.map((one) => ({ ...one, memoryGib: [null, null, null], level: 'unknown' as const }));
      const course = run(act, [...steps, ...dark], () => {});
      if (dark.length > 0) expect(course.called).toBeNull();
    });
  });

  const tells = (level: string) => level !== 'unknown';

  it('a notice is told only after its cause lasted for 30 s of looks, and is taken back only well below (guards: sustainedMs, the gap, the two thresholds)', () => {
    let told = 0;
    always((act, steps) => {
      const above = new Map<string, number>();
      let seen = 0;
      let beforeMs = aNow;
      run(act, steps, (course) => {
        const { now } = course;
        // Whatever was above before a sleep says nothing of the time after it.
        if (now.wallMs - beforeMs.wallMs > minute) above.clear();
        beforeMs = now;
        const causes = causesIn(
          lookAt(now, course.sandboxes, { host: course.host, unattributed: course.unattributed }),
          course.settings,
        );
        for (const { id, level } of causes) {
          if (level === 'above') above.set(id, above.get(id) ?? now.monotonicMs);
          else if (tells(level) && !course.up.has(id)) above.delete(id);
        }
        for (const { decision } of course.told.slice(seen)) {
          // That nothing may be stopped is said of a notice that is up.
          if (decision.kind === 'notify' && !decision.notice.nothingToStop) {
            told += 1;
            const { id, rule, usedBytes, limitBytes } = decision.notice;
            expect(now.monotonicMs - (above.get(id) ?? Number.POSITIVE_INFINITY)).toBeGreaterThanOrEqual(30 * second);
            if (rule !== 'host') expect(usedBytes).toBeGreaterThan(limitBytes);
            course.up.add(id);
          }
          if (decision.kind === 'clear') {
            const cause = causes.find(({ id }) => id === decision.noticeId);
            if (cause) expect(cause.level).toBe('below');
            if (cause && cause.rule !== 'host') expect(cause.usedBytes).toBeLessThan(0.95 * cause.limitBytes);
            course.up.delete(decision.noticeId);
            above.delete(decision.noticeId);
          }
        }
        seen = course.told.length;
      });
    });
    expect(told).toBeGreaterThan(0);
  });

  it('that nothing may be stopped is said once for each notice, however long it lasts (guards: stuckTold)', () => {
    let stuck = 0;
    const spell = fc.record({ above: fc.boolean(), held: fc.boolean(), looks: fc.integer({ min: 1, max: 60 }) });
    const spells = fc.array(spell, { minLength: 4, maxLength: 20 });
    fc.assert(
      fc.property(fc.constantFrom('stop-idle', 'stop-largest'), spells, (act, all) => {
        const course = new Course(settingsOf({ memory: { act, budgetBytes: 4 * gib } }));
        for (const { above, held, looks } of all) {
          course.sandboxes = [sandboxAt('one', { memoryBytes: above ? 5 * gib : gib })];
          course.victims = [victim('one', { idle: false, ...(held && { held: 'protected' }) })];
          course.for(looks * 5 * second);
        }
        let said = false;
        for (const { decision } of course.told) {
          if (decision.kind === 'clear') said = false;
          if (decision.kind !== 'notify' || !decision.notice.nothingToStop) continue;
          stuck += 1;
          expect(act).toBe('stop-largest');
          expect(said).toBe(false);
          said = true;
        }
      }),
      {
        numRuns: 60,
        examples: [['stop-largest', Array.from({ length: 4 }, () => ({ above: true, held: true, looks: 60 }))]],
      },
    );
    expect(stuck).toBeGreaterThan(0);
  });

  it('nobody is called before a notice has been up for a minute (guards: escalateMs)', () => {
    let calls = 0;
    always((act, steps) => {
      const course = run(act, steps, () => {});
      const notified = course.told.filter(({ decision }) => decision.kind === 'notify');
      for (const { atMs } of course.calls) {
        calls += 1;
        expect(notified.some((one) => atMs - one.atMs >= 60 * second)).toBe(true);
      }
    });
    expect(calls).toBeGreaterThan(0);
  });
});
