import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { noHabits, type Habits } from '../../../main/core/activity/habits.ts';
import { weigh, type SignsSoFar } from '../../../main/core/activity/lone-signs.ts';
import { noQuiet, quietAfter } from '../../../main/core/activity/quiet.ts';
import { againAfterMs, aloneForMs } from '../../../main/core/activity/signs.ts';
import { verdictOf, votesOf, type Before } from '../../../main/core/activity/votes.ts';
import type { NetworkReading } from '../../../main/core/model/sandbox.ts';
import { aNow, hour, minute, sandboxAt, second, settingsOf, type SandboxPatch } from '../support/cases.ts';

const settings = settingsOf();
const lookMs = 20 * second;
const nowMs = aNow.monotonicMs;
const counter = (totalBytes: number): NetworkReading => ({ kind: 'counter', totalBytes });
const requests: NetworkReading = { kind: 'last-seen', atMs: 1, modelAtMs: null };
const ports = [{ hostPort: 8080, sandboxPort: 3000 }];
/** Nothing was seen for so long. */
const silentFor = (ms: number) => ({ slightMs: Number.NEGATIVE_INFINITY, clearMs: nowMs - ms });
const knows = (cpuMs: number): Habits => ({ ...noHabits, learned: [{ cpuMs, bytes: null, asks: false, times: 2 }] });

/** What becomes of a blip of so many milliseconds, after a quiet at 1 % of a core. */
function afterBlip(
  cpuMs: number,
  { isDue = false, isSeen = true, lastSigns = silentFor(hour), habits = noHabits }: Partial<SignsSoFar> = {},
  {
    network = { kind: 'absent' },
    seen = network,
    ...patch
  }: SandboxPatch & { readonly network?: NetworkReading; readonly seen?: NetworkReading } = {},
) {
  const before: Before = {
    cpuSays: 'idle',
    network,
    sessions: 0,
    lookedMonotonicMs: nowMs - lookMs,
    quiet: quietAfter(noQuiet, 30 * minute, 0.01),
    isDue,
  };
  const sandbox = sandboxAt('one', {
    cpuFraction: 0.01 + cpuMs / lookMs,
    networkBytesPerSecond: 0,
    ...patch,
    usage: { network: seen },
  });
  const weighed = weigh(votesOf(sandbox, before, settings.idle), sandbox, before, {
    lastSigns,
    habits,
    isSeen,
    isDue,
  });
  return { ...weighed, verdict: verdictOf(weighed.votes) };
}

describe('a sign that may be nobody’s work', () => {
  it('is let pass when it is slight and alone, as long as no stop is due (guards: standsAlone)', () => {
    expect(afterBlip(900)).toMatchObject({ verdict: 'idle', alone: true });
    expect(afterBlip(900, { isDue: true })).toMatchObject({ verdict: 'busy', alone: false });
    const lastSigns = { ...silentFor(hour), slightMs: nowMs - aloneForMs + 1 };
    expect(afterBlip(900, { lastSigns }).verdict).toBe('busy');
  });

  it('is slight, however many bytes it is, when they cost no processor time (guards: isTrafficAlone)', () => {
    const asked = (cpuMs: number, bytes: number) =>
      afterBlip(cpuMs, {}, { network: counter(0), seen: counter(bytes), networkBytesPerSecond: bytes / 20 });
    expect(asked(50, 40_000)).toMatchObject({ sign: 'slight', verdict: 'idle', alone: true });
    // Whoever asks a model has to word the question.
    expect(asked(150, 40_000)).toMatchObject({ sign: 'clear', verdict: 'busy', alone: false });
    expect(asked(50, 46_000)).toMatchObject({ sign: 'clear', verdict: 'busy' });
    expect(asked(150, 14_000)).toMatchObject({ sign: 'slight', verdict: 'idle' });
  });

  it('is never let pass when the time before it was not seen (guards: isSeen)', () => {
    expect(afterBlip(900, { isSeen: false, habits: knows(900) }).verdict).toBe('busy');
  });

  it('is never let pass where a server may be asked for a page that nobody sees go by (guards: isServedUnseen)', () => {
    expect(afterBlip(900, {}, { ports, network: requests }).verdict).toBe('busy');
    expect(afterBlip(900, {}, { ports, network: counter(0) }).verdict).toBe('idle');
    expect(afterBlip(900, {}, { ports: [], network: requests }).verdict).toBe('idle');
  });

  it('is let pass when the sandbox is known for it, and says so; due, the next look tells (guards: isHabit)', () => {
    fc.assert(
      fc.property(fc.integer({ min: 450, max: 2_400 }), fc.boolean(), (cpuMs, isDue) => {
        const known = afterBlip(cpuMs, { isDue, habits: knows(cpuMs), lastSigns: silentFor(2 * minute) });
        const says = isDue ? 'unknown' : 'idle';
        expect(known).toMatchObject({ verdict: says, alone: !isDue, isHabitual: true });
        expect(known.votes[0]).toMatchObject({ signal: 'cpu', says, alone: true });
        const other = afterBlip(cpuMs, { isDue: true, habits: knows(1.3 * cpuMs + 60) });
        expect(other).toMatchObject({ verdict: 'busy', isHabitual: false });
      }),
    );
  });

  it('is no habit when it hardly stands out from the quiet (guards: blipOf)', () => {
    const before: Before = {
      cpuSays: 'busy',
      network: { kind: 'absent' },
      sessions: 0,
      lookedMonotonicMs: nowMs - lookMs,
      quiet: quietAfter(noQuiet, 30 * minute, 0.032),
    };
    const sandbox = sandboxAt('one', { cpuFraction: 0.033 });
    const soFar = { lastSigns: silentFor(0), habits: knows(100), isSeen: true, isDue: false };
    const weighed = weigh(votesOf(sandbox, before, settings.idle), sandbox, before, soFar);
    expect(weighed).toMatchObject({ sign: 'slight', blip: null, alone: false, isHabitual: false });
    expect(verdictOf(weighed.votes)).toBe('busy');
  });

  it('is looked at again while a stop is due, where no traffic is counted to come with it (guards: asUnsure)', () => {
    const due = { isDue: true, lastSigns: silentFor(againAfterMs) };
    expect(afterBlip(900, due, { network: counter(0) })).toMatchObject({ verdict: 'unknown', alone: false });
    expect(afterBlip(900, due, { network: requests }).verdict).toBe('busy');
    expect(afterBlip(900, due, { network: counter(0), networkBytesPerSecond: 2_000 }).verdict).toBe('busy');
    expect(afterBlip(2_600, due, { network: counter(0) }).verdict).toBe('busy');
  });

  it('is work while a stop is due when there was any sign within twenty minutes (guards: breaksSilence)', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 * againAfterMs }), fc.boolean(), (agoMs, wasClear) => {
        const signs = { slightMs: nowMs - hour, clearMs: nowMs - hour };
        const lastSigns = wasClear ? { ...signs, clearMs: nowMs - agoMs } : { ...signs, slightMs: nowMs - agoMs };
        const { verdict } = afterBlip(900, { isDue: true, lastSigns }, { network: counter(0) });
        expect(verdict).toBe(agoMs < againAfterMs ? 'busy' : 'unknown');
      }),
    );
  });
});
