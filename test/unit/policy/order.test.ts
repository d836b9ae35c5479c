import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { StopRule } from '../../../main/core/model/decision.ts';
import { decide } from '../../../main/core/policy/decide.ts';
import { aNow, busy, caseOf, hour, idleFor, minute, sandboxAt, scheduleOf, settingsOf } from '../support/cases.ts';

const quiet = scheduleOf({ id: 'night', action: 'quiet' });
const evening = scheduleOf({ id: 'evening', minIdleMs: 5 * minute });
const memoryCall = { evidence: { cause: 'host', usedBytes: 5, limitBytes: 4, sinceMs: 1 } } as const;

const given = fc.record({
  locked: fc.boolean(),
  kept: fc.boolean(),
  quiet: fc.boolean(),
  evening: fc.boolean(),
  memory: fc.boolean(),
  idle: fc.boolean(),
  pending: fc.option(fc.constantFrom<StopRule>('schedule', 'memory', 'idle'), { nil: null }),
});
type Given = typeof given extends fc.Arbitrary<infer T> ? T : never;

/** Who has the say, from the strongest to the weakest; the issue names this order. */
function strongest(one: Given): string {
  if (one.locked) return 'protected';
  if (one.kept) return 'kept-awake';
  if (one.quiet) return 'quiet-hours';
  if (one.evening && one.idle) return 'schedule';
  if (one.memory) return 'memory';
  return one.idle ? 'idle' : 'nothing';
}
const holds = ['protected', 'kept-awake', 'quiet-hours'];

function decisionFor(one: Given) {
  const settings = settingsOf(one.locked ? { sandboxes: { 'sbx/one': { protected: true } } } : {});
  const schedules = [...(one.quiet ? [quiet] : []), ...(one.evening ? [evening] : [])];
  const pending = one.pending && {
    rule: one.pending,
    warnedMonotonicMs: aNow.monotonicMs - hour,
    stopMonotonicMs: aNow.monotonicMs,
  };
  const theCase = caseOf({
    sandbox: sandboxAt('one'),
    activity: one.idle ? idleFor(hour) : busy,
    keptForMs: one.kept ? 1 : 0,
    schedules,
    ...(one.memory && { memoryCall }),
    ...(pending && { pending }),
  });
  return decide(theCase, settings, aNow).decision;
}

describe('protected, keep awake, schedule, memory, idle: in this order', () => {
  it('the strongest that says something decides what is begun (guards: the order of the rules in decide)', () => {
    fc.assert(
      fc.property(given, (one) => {
        const winner = strongest(one);
        const decision = decisionFor({ ...one, pending: null });
        if (holds.includes(winner) || winner === 'nothing') expect(decision).toBeUndefined();
        else expect(decision).toMatchObject({ kind: 'warn', rule: winner });
      }),
      { numRuns: 500 },
    );
  });

  it('what holds takes back every warning, and says which of them it was (guards: settle)', () => {
    fc.assert(
      fc.property(given, (one) => {
        const winner = strongest(one);
        if (!holds.includes(winner) || one.pending === null) return;
        expect(decisionFor(one)).toEqual({ kind: 'withdraw', key: 'sbx/one', reason: winner });
      }),
      { numRuns: 500 },
    );
  });

  it('a warning is carried out by the rule that gave it, or by none (guards: the rule of the pending stop)', () => {
    fc.assert(
      fc.property(given, (one) => {
        const decision = decisionFor(one);
        if (one.pending !== null && decision?.kind === 'stop') expect(decision.rule).toBe(one.pending);
      }),
      { numRuns: 500 },
    );
  });
});
