import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ActivityState } from '../../../main/core/model/activity.ts';
import type { StopRule } from '../../../main/core/model/decision.ts';
import type { SandboxStatus, SessionsReading } from '../../../main/core/model/sandbox.ts';
import type { PendingStop, PolicyCase } from '../../../main/core/policy/case.ts';
import { blinkMs, decide, victimHold } from '../../../main/core/policy/decide.ts';
import type { Schedule } from '../../../main/core/settings/schema.ts';
import { aNow, busy, caseOf, hour, idleFor, minute, sandboxAt, scheduleOf, settingsOf } from '../support/cases.ts';

const settings = settingsOf();
const memoryCall = {
  reason: 'next in line',
  evidence: { cause: 'budget', usedBytes: 5, limitBytes: 4, sinceMs: 1 },
} as const;
const quiet = scheduleOf({ id: 'night', action: 'quiet' });
const evening = scheduleOf({ id: 'evening', minIdleMs: 5 * minute });
const locked = settingsOf({ sandboxes: { 'sbx/one': { protected: true } } });

const pendingOf = (rule: StopRule, leftMs: number): PendingStop => ({
  rule,
  warnedMonotonicMs: aNow.monotonicMs - minute,
  stopMonotonicMs: aNow.monotonicMs + leftMs,
});

describe('a look that could not tell, after a warning', () => {
  const blind = (unknownForMs?: number): Partial<PolicyCase> => ({
    activity: { ...idleFor(hour), state: 'unknown', ...(unknownForMs !== undefined && { unknownForMs }) },
    pending: pendingOf('idle', 0),
  });

  it('leaves the warning as it is for a minute, and stops nothing (guards: isBlink)', () => {
    expect(decide(caseOf(blind(blinkMs)), settings, aNow)).toEqual({});
  });

  it('takes the warning back when it goes on, or when it was never known (guards: blinkMs)', () => {
    const withdrawn = { decision: { kind: 'withdraw', key: 'sbx/one', reason: 'unknown' } };
    expect(decide(caseOf(blind(blinkMs + 1)), settings, aNow)).toEqual(withdrawn);
    expect(decide(caseOf(blind()), settings, aNow)).toEqual(withdrawn);
  });

  it('takes the warning back at once when it does not run any more (guards: gone)', () => {
    const gone = { ...blind(blinkMs), sandbox: sandboxAt('one', { status: 'stopped' }) };
    expect(decide(caseOf(gone), settings, aNow)).toEqual({
      decision: { kind: 'withdraw', key: 'sbx/one', reason: 'gone' },
    });
  });

  it('gives no warning', () => {
    expect(
      decide(caseOf({ activity: { ...idleFor(hour), state: 'unknown', unknownForMs: 1 } }), settings, aNow),
    ).toEqual({});
  });
});

describe('an idle sandbox', () => {
  it('is warned at its timeout, with the time of the stop and the evidence', () => {
    const { decision, next } = decide(caseOf({ activity: idleFor(30 * minute) }), settings, aNow);
    expect(decision).toEqual({
      kind: 'warn',
      key: 'sbx/one',
      rule: 'idle',
      because: { code: 'idle', timeoutMs: 30 * minute, sessions: 'none' },
      reason: 'idle for 30 min without a session',
      stopAtMs: aNow.wallMs + 2 * minute,
      evidence: {
        idleForMs: 30 * minute,
        timeoutMs: 30 * minute,
        sessions: 0,
        cpuFraction: 0,
        memoryBytes: 1024 ** 3,
        memorySource: 'demo',
        votes: [],
      },
    });
    expect(next).toMatchObject({ action: 'stop', rule: 'idle', atMs: aNow.wallMs + 2 * minute });
  });

  it('is told when its warning will come', () => {
    const { decision, next } = decide(caseOf({ activity: idleFor(20 * minute) }), settings, aNow);
    expect(decision).toBeUndefined();
    expect(next).toEqual({
      action: 'warn',
      rule: 'idle',
      atMs: aNow.wallMs + 10 * minute,
      because: { code: 'idle', timeoutMs: 30 * minute, sessions: 'none' },
    });
  });

  it('is stopped when the warning time is over, and not before', () => {
    const early = decide(caseOf({ pending: pendingOf('idle', 1) }), settings, aNow);
    expect(early.decision).toBeUndefined();
    expect(early.next).toMatchObject({ action: 'stop', atMs: aNow.wallMs + 1 });
    const due = decide(caseOf({ pending: pendingOf('idle', 0) }), settings, aNow);
    expect(due.decision).toMatchObject({ kind: 'stop', key: 'sbx/one', rule: 'idle' });
    expect(due.next).toMatchObject({ atMs: aNow.wallMs });
    expect(decide(caseOf({ pending: pendingOf('idle', -minute) }), settings, aNow).next?.atMs).toBe(aNow.wallMs);
  });

  it('says with what kind of session it was idle', () => {
    const reasonWith = (sessions: number | 'absent') => {
      const one = caseOf({ sandbox: sandboxAt('one', { usage: { sessions } }), activity: idleFor(3 * hour) });
      const { decision } = decide(one, settings, aNow);
      return decision?.kind === 'warn' ? decision.reason : null;
    };
    expect(reasonWith(0)).toBe('idle for 30 min without a session');
    expect(reasonWith(2)).toBe('idle for 2 hr with a silent session');
    expect(reasonWith('absent')).toBe('idle for 30 min');
  });

  it('has no memory in the evidence where that is not known', () => {
    const dark = sandboxAt('one', { memoryBytes: null });
    const { decision } = decide(caseOf({ sandbox: dark }), settings, aNow);
    expect(decision).toMatchObject({ evidence: { memoryBytes: null } });
    expect(decision?.kind === 'warn' && decision.evidence).not.toHaveProperty('memorySource');
  });

  it('waits until its sessions are known, whether it was warned or not; memory does not ask for them', () => {
    const dark = caseOf({ sandbox: sandboxAt('one', { usage: { sessions: 'unknown' } }), activity: idleFor(3 * hour) });
    expect(decide(dark, settings, aNow)).toEqual({});
    expect(decide({ ...dark, pending: pendingOf('idle', 0) }, settings, aNow)).toEqual({});
    expect(decide({ ...dark, schedules: [evening] }, settings, aNow)).toEqual({});
    expect(decide({ ...dark, memoryCall }, settings, aNow).decision).toMatchObject({ rule: 'memory' });
    expect(decide({ ...dark, memoryCall }, settings, aNow).decision).toMatchObject({ evidence: { sessions: null } });
    const early = decide({ ...dark, activity: idleFor(hour) }, settings, aNow);
    expect(early.next).toMatchObject({ action: 'warn', atMs: aNow.wallMs + hour });
    const served = caseOf({ sandbox: sandboxAt('one', { ports: [{}] as never }), activity: idleFor(hour) });
    expect(decide(served, settings, aNow).next).toMatchObject({ action: 'warn', atMs: aNow.wallMs + hour });
  });

  it('is left alone after a stop that failed, until the pause is over', () => {
    const during = caseOf({ backOffUntilMs: aNow.monotonicMs + 1 });
    expect(decide(during, settings, aNow)).toEqual({});
    expect(victimHold(during, settings, aNow)).toBe('failed');
    const after = caseOf({ backOffUntilMs: aNow.monotonicMs });
    expect(decide(after, settings, aNow).decision?.kind).toBe('warn');
    expect(victimHold(after, settings, aNow)).toBeNull();
  });

  it.each([
    ['for all', { idle: { enabled: false } }],
    ['for itself', { sandboxes: { 'sbx/one': { idle: { enabled: false } } } }],
  ])('is left alone where idle stops are off: %s', (_, patch) => {
    expect(decide(caseOf(), settingsOf(patch), aNow)).toEqual({});
    expect(decide(caseOf({ pending: pendingOf('idle', 0) }), settingsOf(patch), aNow)).toEqual({
      decision: { kind: 'withdraw', key: 'sbx/one', reason: 'disabled' },
    });
  });
});

describe('a warning is taken back', () => {
  it.each<[string, Partial<PolicyCase>, StopRule, string]>([
    ['by work', { activity: busy }, 'idle', 'busy'],
    ['by work at the time of a schedule', { activity: busy, schedules: [evening] }, 'schedule', 'busy'],
    ['when it cannot be told', { activity: { ...busy, state: 'unknown' } }, 'idle', 'unknown'],
    ['when it does not run', { sandbox: sandboxAt('one', { status: 'stopped' }) }, 'idle', 'gone'],
    ['in the grace', { activity: { ...idleFor(hour), inGrace: true } }, 'idle', 'grace'],
    ['when it is kept awake', { keptForMs: 1 }, 'idle', 'kept-awake'],
    ['in quiet hours', { schedules: [quiet] }, 'idle', 'quiet-hours'],
    ['when memory is fine again', { activity: busy }, 'memory', 'cleared'],
    ['when the schedule is over', {}, 'schedule', 'cleared'],
    ['when the timeout became longer', { activity: idleFor(minute) }, 'idle', 'cleared'],
  ])('%s', (_, patch, rule, reason) => {
    const one = caseOf(patch);
    expect(decide({ ...one, pending: pendingOf(rule, 0) }, settings, aNow)).toEqual({
      decision: { kind: 'withdraw', key: 'sbx/one', reason },
    });
    // Without a warning there is nothing to take back.
    expect(decide(one, settings, aNow).decision?.kind).not.toBe('withdraw');
  });

  it('when it was not seen in this look', () => {
    const unseen = sandboxAt('one', { observedMonotonicMs: aNow.monotonicMs - 1 });
    const one = caseOf({ sandbox: unseen, pending: pendingOf('idle', 0) });
    expect(decide(one, settings, aNow).decision).toMatchObject({ kind: 'withdraw', reason: 'unknown' });
  });
});

describe('a warning that nobody was shown', () => {
  const kindFor = (dryRun: boolean, watchOnly: boolean) => {
    const pending = { ...pendingOf('idle', 0), ...(dryRun && { dryRun: true as const }) };
    return decide(caseOf({ pending }), settingsOf({ watchOnly }), aNow).decision;
  };

  it('is worth nothing once stops are carried out, and the other way round (guards: watchOnly)', () => {
    const withdrawn = { kind: 'withdraw', key: 'sbx/one', reason: 'watch-only-changed' };
    expect(kindFor(true, false)).toEqual(withdrawn);
    expect(kindFor(false, true)).toEqual(withdrawn);
    expect(kindFor(true, true)).toMatchObject({ kind: 'stop' });
    expect(kindFor(false, false)).toMatchObject({ kind: 'stop' });
  });
});

describe('the order of the rules', () => {
  it('gives the strongest rule that is due as the reason', () => {
    const all = caseOf({ schedules: [evening], memoryCall });
    expect(decide(all, settings, aNow).decision).toMatchObject({ kind: 'warn', rule: 'schedule' });
    expect(decide({ ...all, schedules: [] }, settings, aNow).decision).toMatchObject({ kind: 'warn', rule: 'memory' });
    expect(decide(caseOf(), settings, aNow).decision).toMatchObject({ kind: 'warn', rule: 'idle' });
  });

  it('keeps to the rule that the warning was given for', () => {
    const one = caseOf({ memoryCall, pending: pendingOf('idle', 0) });
    expect(decide(one, settings, aNow).decision).toMatchObject({ kind: 'stop', rule: 'idle' });
  });

  it('takes the first thing that holds as the reason', () => {
    const kept = { keptForMs: 1, schedules: [quiet], pending: pendingOf('idle', 0) };
    expect(decide(caseOf(kept), locked, aNow).decision).toMatchObject({ reason: 'protected' });
    expect(decide(caseOf(kept), settings, aNow).decision).toMatchObject({ reason: 'kept-awake' });
    expect(decide(caseOf({ ...kept, keptForMs: 0 }), settings, aNow).decision).toMatchObject({ reason: 'quiet-hours' });
  });

  it('lets a schedule ask for less idle time than usual, and memory for none at all', () => {
    const young = { activity: idleFor(6 * minute) };
    expect(decide(caseOf({ ...young, schedules: [evening] }), settings, aNow).decision).toMatchObject({
      rule: 'schedule',
      reason: 'idle for 6 min at the time of schedule "evening"',
    });
    const called = decide(caseOf({ activity: busy, memoryCall }), settings, aNow).decision;
    expect(called).toMatchObject({
      kind: 'warn',
      rule: 'memory',
      reason: expect.stringMatching(/^next in line, because all sandboxes/) as string,
      stopAtMs: aNow.wallMs + minute,
    });
    expect(called).toMatchObject({ evidence: { memory: memoryCall.evidence } });
  });

  it('announces the soonest of what is not due yet', () => {
    const young = caseOf({
      activity: idleFor(minute),
      schedules: [evening, scheduleOf({ id: 'b', minIdleMs: 2 * minute })],
    });
    expect(decide(young, settings, aNow).next).toMatchObject({ rule: 'schedule', atMs: aNow.wallMs + minute });
    const impatient = settingsOf({ idle: { timeoutMs: minute + 1 } });
    expect(decide(young, impatient, aNow).next).toMatchObject({ rule: 'idle', atMs: aNow.wallMs + 1 });
  });

  it('warns for as long as the sandbox, not the rule, says, memory excepted', () => {
    const own = settingsOf({ sandboxes: { 'sbx/one': { idle: { warningMs: 7 * minute } } }, memory: { cancelMs: 9 } });
    const stopAt = (one: PolicyCase) => {
      const { decision } = decide(one, own, aNow);
      return decision?.kind === 'warn' ? decision.stopAtMs - aNow.wallMs : null;
    };
    expect(stopAt(caseOf())).toBe(7 * minute);
    expect(stopAt(caseOf({ schedules: [evening] }))).toBe(7 * minute);
    expect(stopAt(caseOf({ memoryCall }))).toBe(9);
  });

  it('lets quiet hours win over a schedule that stops, and heeds only schedules that mean this sandbox', () => {
    expect(decide(caseOf({ schedules: [evening, quiet] }), settings, aNow)).toEqual({});
    const others = [
      { ...quiet, match: { name: 'other' } },
      { ...evening, match: { agent: 'codex' } },
    ];
    expect(decide(caseOf({ schedules: others }), settings, aNow).decision).toMatchObject({
      kind: 'warn',
      rule: 'idle',
    });
  });
});

describe('a victim', () => {
  it.each<[string, Partial<PolicyCase>, object, string | null]>([
    ['nothing holds', {}, {}, null],
    ['work does not hold', { activity: busy }, {}, null],
    ['the lock', {}, { sandboxes: { 'sbx/one': { protected: true } } }, 'protected'],
    ['somebody wants it awake', { keptForMs: 1 }, {}, 'kept-awake'],
    ['quiet hours', { schedules: [quiet] }, {}, 'quiet-hours'],
    ['what is not known', { activity: { ...busy, state: 'unknown' } }, {}, 'unknown'],
    ['the grace', { activity: { ...busy, inGrace: true } }, {}, 'grace'],
    ['what it was warned for before', { pending: pendingOf('idle', 0) }, {}, null],
  ])('is spared by what spares it from a stop: %s', (_, patch, own, held) => {
    expect(victimHold(caseOf(patch), settingsOf(own), aNow)).toBe(held);
  });
});

describe('whatever comes together', () => {
  // Mostly what allows a stop, so that each thing that forbids it is met alone, and often.
  const mostly = <T>(usual: T, ...others: T[]) =>
    fc.oneof({ weight: 9, arbitrary: fc.constant(usual) }, { weight: 2, arbitrary: fc.constantFrom(...others) });
  const anyCase = fc.record({
    status: mostly<SandboxStatus>('running', 'stopped', 'starting', 'stopping', 'unresponsive', 'unknown'),
    fresh: mostly(true, false),
    state: fc.constantFrom<ActivityState>('idle', 'idle', 'busy', 'busy', 'unknown'),
    idleForMs: fc.integer({ min: 0, max: 4 * hour }),
    inGrace: mostly(false, true),
    keptForMs: mostly(0, 1, hour),
    schedules: fc.constantFrom<readonly Schedule[]>([], [], [evening], [evening], [quiet], [evening, quiet]),
    called: fc.boolean(),
    locked: mostly(false, true),
    idleOn: mostly(true, false),
    sessions: fc.constantFrom<SessionsReading>(0, 1, 'absent', 'unknown'),
    pending: fc.option(
      fc.record({
        rule: fc.constantFrom<StopRule>('idle', 'memory', 'schedule'),
        leftMs: fc.integer({ min: -hour, max: hour }),
      }),
      { freq: 2 },
    ),
    backsOff: mostly(false, true),
  });
  const build = (given: typeof anyCase extends fc.Arbitrary<infer T> ? T : never) => {
    const observedMonotonicMs = given.fresh ? aNow.monotonicMs : aNow.monotonicMs - 1;
    const one = caseOf({
      sandbox: sandboxAt('one', { status: given.status, observedMonotonicMs, usage: { sessions: given.sessions } }),
      activity: { state: given.state, idleForMs: given.idleForMs, votes: [], ...(given.inGrace && { inGrace: true }) },
      keptForMs: given.keptForMs,
      schedules: given.schedules,
      ...(given.called && { memoryCall }),
      ...(given.pending && { pending: pendingOf(given.pending.rule, given.pending.leftMs) }),
      ...(given.backsOff && { backOffUntilMs: aNow.monotonicMs + hour }),
    });
    const patch = {
      idle: { enabled: given.idleOn },
      ...(given.locked && { sandboxes: { 'sbx/one': { protected: true } } }),
    };
    return { one, own: settingsOf(patch) };
  };
  const check = (
    guard: (given: Parameters<typeof build>[0], kind: string | undefined, reason: string | undefined) => void,
  ) =>
    fc.assert(
      fc.property(anyCase, (given) => {
        const { one, own } = build(given);
        const { decision } = decide(one, own, aNow);
        guard(given, decision?.kind, decision?.kind === 'withdraw' ? decision.reason : undefined);
      }),
      { numRuns: 2_000 },
    );
  const acts = (kind: string | undefined) => kind === 'warn' || kind === 'stop';

  it('what is protected is neither warned nor stopped (guards: protectedRule)', () => {
    check((given, kind) => expect(given.locked && acts(kind)).toBe(false));
  });

  it('what is kept awake is neither warned nor stopped (guards: keepAwakeRule)', () => {
    check((given, kind) => expect(given.keptForMs > 0 && acts(kind)).toBe(false));
  });

  it('nothing is warned or stopped in quiet hours, not even for memory (guards: scheduleRule, and its place above memoryRule)', () => {
    check((given, kind) => expect(given.schedules.includes(quiet) && acts(kind)).toBe(false));
  });

  it('what is unknown, not seen, not running or in its grace is neither warned nor stopped (guards: uncertaintyOf)', () => {
    check((given, kind) => {
      const uncertain = given.status !== 'running' || !given.fresh || given.state === 'unknown' || given.inGrace;
      expect(uncertain && acts(kind)).toBe(false);
    });
  });

  it('what works is stopped for memory only (guards: the state asked for in idleRule and scheduleRule)', () => {
    check((given, kind) => expect(given.state === 'busy' && !given.called && acts(kind)).toBe(false));
  });

  it('nothing is stopped without a warning that has run out (guards: the warning in decide)', () => {
    check((given, kind) => {
      if (kind === 'stop') expect(given.pending?.leftMs ?? 1).toBeLessThanOrEqual(0);
      if (kind === 'warn') expect(given.pending).toBeNull();
    });
  });

  it('nothing is begun while a failed stop backs off (guards: backOffUntilMs)', () => {
    check((given, kind) => expect(given.backsOff && acts(kind)).toBe(false));
  });

  it('an open warning is answered every time: kept, carried out or taken back (guards: withdrawn)', () => {
    check((given, kind, reason) => {
      if (kind === 'withdraw') expect(given.pending).not.toBeNull();
      if (given.pending && (given.locked || given.keptForMs > 0) && given.status === 'running') {
        expect(kind).toBe('withdraw');
        expect(reason).toBeDefined();
      }
    });
  });
});
