import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  afterMs,
  beforeMs,
  blipOf,
  habitsAfter,
  habitsUnseen,
  isHabit,
  isTrafficAlone,
  leastBlipMs,
  mostBlipBytes,
  noHabits,
  settledMs,
  type Blip,
  type Habits,
} from '../../../main/core/activity/habits.ts';
import { noQuiet, quietAfter } from '../../../main/core/activity/quiet.ts';
import { slightCpuMs } from '../../../main/core/activity/signs.ts';
import { votesOf, type Before } from '../../../main/core/activity/votes.ts';
import type { NetworkReading } from '../../../main/core/model/sandbox.ts';
import { aNow, hour, minute, sandboxAt, second, settingsOf, type SandboxPatch } from '../support/cases.ts';

const timer: Blip = { cpuMs: 900, bytes: null, asks: false };
const lookMs = 20 * second;
type Seen = readonly [number, Blip | 'work'];

/** A look every 20 s; what was seen at these times in minutes. */
function after(minutes: number, seen: ReadonlyMap<number, Blip | 'work'>): Habits {
  let habits = noHabits;
  for (let atMs = 0; atMs <= minutes * minute; atMs += lookMs)
    habits = habitsAfter(habits, seen.get(atMs / minute) ?? null, atMs);
  return habits;
}
const every = (minutes: number, times: number, blip = timer) =>
  new Map(Array.from({ length: times }, (_, at) => [10 + at * minutes, blip] as const));

describe('a habit of a sandbox', () => {
  it('is what came twice with nothing before and after it (guards: habitTimes)', () => {
    expect(isHabit(after(59, every(20, 2)), timer, 60 * minute)).toBe(true);
    expect(isHabit(after(59, every(20, 1)), timer, 60 * minute)).toBe(false);
  });

  it('is remembered once, with how often it came (guards: withOneMore)', () => {
    expect(after(80, every(20, 3)).learned).toEqual([{ ...timer, times: 3 }]);
  });

  it('is never what comes again soon: who works asks again within minutes (guards: beforeMs, afterMs)', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: afterMs / lookMs - 1 }), { minLength: 1, maxLength: 60 }),
        fc.integer({ min: 1, max: 6 * 60 }),
        (gaps, then) => {
          let habits = noHabits;
          let atMs = 0;
          for (const gap of gaps) {
            habits = habitsAfter(habits, timer, atMs);
            for (let look = 0; look < gap; look += 1) habits = habitsAfter(habits, null, (atMs += lookMs));
          }
          expect(isHabit(habits, timer, atMs + then * minute)).toBe(false);
        },
      ),
    );
    const soon = new Map<number, Blip | 'work'>(
      [10, 40, 70].flatMap((at): Seen[] => [
        [at - 5, 'work'],
        [at, timer],
      ]),
    );
    expect(after(100, soon).learned).toEqual([]);
    const early = new Map(
      [10, 40, 70].flatMap((at): Seen[] => [
        [at - beforeMs / minute, 'work'],
        [at, timer],
      ]),
    );
    expect(isHabit(after(100, early), timer, 100 * minute)).toBe(true);
  });

  it('is not what work followed, or what was not seen to be alone (guards: open)', () => {
    const followed = new Map<number, Blip | 'work'>(
      [10, 40, 70].flatMap((at): Seen[] => [
        [at, timer],
        [at + 5, 'work'],
      ]),
    );
    expect(after(100, followed).learned).toEqual([]);
    const unseen = habitsUnseen(habitsAfter(noHabits, timer, hour), hour + minute);
    expect(habitsAfter(unseen, null, 2 * hour).learned).toEqual([]);
  });

  it('is known by its size, whatever that is (guards: areAlike)', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: leastBlipMs, max: slightCpuMs }),
        fc.option(fc.integer({ min: 0, max: mostBlipBytes })),
        (cpuMs, bytes) => {
          const blip: Blip = { cpuMs, bytes, asks: false };
          const habits = after(59, every(20, 2, blip));
          const knows = (other: Partial<Blip>) => isHabit(habits, { ...blip, ...other }, hour);
          expect(knows({})).toBe(true);
          expect(knows({ cpuMs: cpuMs + 30 })).toBe(true);
          expect(knows({ cpuMs: 1.2 * cpuMs + 60 })).toBe(false);
          expect(knows({ bytes: bytes === null ? 0 : 1.2 * bytes + 5_000 })).toBe(false);
          expect(knows({ asks: true })).toBe(false);
        },
      ),
    );
  });

  it('is the same up to 60 ms, 4.5 kB or 12 % more or less (guards: alikeCpuMs, alikeBytes, alikeShare)', () => {
    const knows = (known: Partial<Blip>, seen: Partial<Blip>) =>
      isHabit(after(59, every(20, 2, { ...timer, ...known })), { ...timer, ...known, ...seen }, hour);
    expect(knows({ cpuMs: 200 }, { cpuMs: 260 })).toBe(true);
    expect(knows({ cpuMs: 200 }, { cpuMs: 261 })).toBe(false);
    expect(knows({ bytes: 1_000 }, { bytes: 5_500 })).toBe(true);
    expect(knows({ bytes: 1_000 }, { bytes: 5_501 })).toBe(false);
    // The share is that of the greater one.
    expect(knows({ cpuMs: 2_000 }, { cpuMs: 2_272 })).toBe(true);
    expect(knows({ cpuMs: 2_000 }, { cpuMs: 2_273 })).toBe(false);
  });

  it('does not go for a moment just after another one, or after work (guards: lastBlipMs, settledMs)', () => {
    const known = after(59, every(20, 2));
    const again = habitsAfter(known, timer, hour);
    expect(isHabit(again, timer, hour + beforeMs - 1)).toBe(false);
    expect(isHabit(again, timer, hour + beforeMs)).toBe(true);
    const worked = habitsAfter(known, 'work', hour);
    expect(isHabit(worked, timer, hour + settledMs - 1)).toBe(false);
    expect(isHabit(worked, timer, hour + settledMs)).toBe(true);
  });

  it('is forgotten after eight others (guards: mostKinds)', () => {
    let habits = after(59, every(20, 2));
    for (let kind = 1; kind <= 8; kind += 1) {
      const atMs = hour + kind * 30 * minute;
      habits = habitsAfter(
        habitsAfter(habits, { cpuMs: 200 * kind, bytes: 0, asks: false }, atMs),
        null,
        atMs + afterMs,
      );
    }
    expect(habits.learned).toHaveLength(8);
    expect(isHabit(habits, timer, 10 * hour)).toBe(false);
  });
});

describe('what a look shows beyond rest', () => {
  const settings = settingsOf();
  const quiet = quietAfter(noQuiet, 10 * minute, 0.01);
  const counter = (totalBytes: number) => ({ kind: 'counter', totalBytes }) as const;
  const requests = (atMs: number, modelAtMs: number | null): NetworkReading => ({ kind: 'last-seen', atMs, modelAtMs });
  const seen = (patch: SandboxPatch, before: Partial<Before> = {}) => {
    const known: Before = {
      cpuSays: 'idle',
      network: { kind: 'absent' },
      sessions: 0,
      lookedMonotonicMs: aNow.monotonicMs - lookMs,
      quiet,
      ...before,
    };
    const sandbox = sandboxAt('one', patch);
    return blipOf(votesOf(sandbox, known, settings.idle), sandbox, known);
  };
  const cpu = (ms: number) => ({ cpuFraction: 0.01 + ms / lookMs });

  it('is nothing below a tenth of a second, and work above what a timer does (guards: leastBlipMs)', () => {
    expect(seen(cpu(leastBlipMs - 1))).toBeNull();
    expect(seen(cpu(500))).toMatchObject({ cpuMs: expect.closeTo(500) as number, bytes: null, asks: false });
    expect(seen(cpu(slightCpuMs + 1))).toBe('work');
    const still = { quiet: quietAfter(noQuiet, 10 * minute, 0) };
    expect(seen({ cpuFraction: leastBlipMs / lookMs }, still)).toMatchObject({ cpuMs: leastBlipMs });
    expect(seen({ cpuFraction: slightCpuMs / lookMs }, still)).toMatchObject({ cpuMs: slightCpuMs });
  });

  it('is the bytes that went, and work when they are many (guards: mostBlipBytes)', () => {
    const sent = (bytes: number) =>
      seen(
        { ...cpu(0), usage: { network: counter(bytes) }, networkBytesPerSecond: (1000 * bytes) / lookMs },
        { network: counter(0) },
      );
    expect(sent(30_000)).toMatchObject({ bytes: 30_000 });
    expect(sent(mostBlipBytes)).toMatchObject({ bytes: mostBlipBytes });
    expect(sent(mostBlipBytes + 1)).toBe('work');
  });

  it('is the bytes since the look before, less what goes at rest (guards: restBytes)', () => {
    const before = { network: counter(70_000), rest: { cpuFraction: null, bytesPerSecond: 50 } };
    const patch = { ...cpu(0), usage: { network: counter(100_000) }, networkBytesPerSecond: 1_500 };
    expect(seen(patch, before)).toMatchObject({ bytes: 29_000 });
    expect(seen({ ...cpu(500), usage: { network: counter(70_000) } }, before)).toMatchObject({ bytes: 0 });
  });

  it('has neither bytes nor a request where one of the two looks could not read them', () => {
    const unread: NetworkReading = { kind: 'unknown' };
    const between = (before: NetworkReading, network: NetworkReading) =>
      seen({ ...cpu(500), usage: { network } }, { network: before });
    const nothing = { cpuMs: expect.closeTo(500) as number, bytes: null, asks: false };
    expect(between(counter(1), unread)).toEqual(nothing);
    expect(between(unread, counter(1))).toEqual(nothing);
    expect(between(requests(1, null), unread)).toEqual(nothing);
    expect(between(unread, requests(1, null))).toEqual(nothing);
    expect(between(requests(1, null), requests(1, null))).toEqual(nothing);
  });

  it('is a request to any host but a model, which is work (guards: asksModel)', () => {
    const before = { network: requests(1, 1) };
    expect(seen({ ...cpu(0), usage: { network: requests(2, 1) } }, before)).toMatchObject({ asks: true });
    expect(seen({ ...cpu(0), usage: { network: requests(2, 2) } }, before)).toBe('work');
  });

  it('is work when something was heard and nobody knows how much (guards: heard)', () => {
    const patch = { ...cpu(0), usage: { network: counter(30_000) }, networkBytesPerSecond: 1_500 };
    expect(seen(patch, { network: { kind: 'unknown' } })).toBe('work');
  });

  it('is work when its processor time is not known, or since when (guards: cpuFraction, lookedMonotonicMs)', () => {
    const heard = { usage: { network: counter(30_000) }, networkBytesPerSecond: 1_500 };
    expect(seen({ ...heard, cpuFraction: null }, { network: counter(0) })).toBe('work');
    expect(seen(cpu(1_500), { lookedMonotonicMs: undefined })).toBe('work');
  });

  it('is traffic alone below a tenth of a second above the quietest look (guards: isTrafficAlone, leastCpuFraction)', () => {
    const blip = { bytes: 30_000, asks: false, cpuMs: 0 };
    const alone = (aboveMs: number, one: Parameters<typeof isTrafficAlone>[0] = blip, more: Partial<Before> = {}) =>
      isTrafficAlone(
        one,
        { cpuFraction: 0.002 + aboveMs / minute, observedMonotonicMs: minute },
        // Timers: the mean is twice what the quietest look was.
        {
          quiet: { ...quietAfter(noQuiet, 10 * minute, 0.004), leastCpuFraction: 0.002 },
          lookedMonotonicMs: 0,
          ...more,
        },
      );
    expect(alone(leastBlipMs - 1)).toBe(true);
    expect(alone(leastBlipMs + 1)).toBe(false);
    expect(alone(0, 'work')).toBe(false);
    expect(alone(0, null)).toBe(false);
    expect(alone(0, blip, { quiet: undefined })).toBe(false);
    expect(alone(0, blip, { lookedMonotonicMs: undefined })).toBe(false);
  });

  it('is work when a session or a file changed, and when there was no quiet to compare it with', () => {
    expect(seen({ ...cpu(0), usage: { sessions: 1 } })).toBe('work');
    expect(seen({ ...cpu(0), workspaceChangedAtMs: 2 }, { workspaceChangedAtMs: 1 })).toBe('work');
    expect(seen(cpu(1_500), { quiet: noQuiet })).toBe('work');
    expect(seen(cpu(0), { quiet: noQuiet })).toBeNull();
  });
});
