import { describe, expect, it } from 'vitest';
import { cpuVote, verdictOf, votesOf, type Before } from '../../../main/core/activity/votes.ts';
import { noQuiet, type Quiet } from '../../../main/core/activity/quiet.ts';
import type { Vote } from '../../../main/core/model/activity.ts';
import type { NetworkReading, SessionsReading } from '../../../main/core/model/sandbox.ts';
import { aNow, defaultSettings, minute, sandboxAt } from '../support/cases.ts';

const { idle } = defaultSettings;
const before: Before = { cpuSays: 'busy', network: { kind: 'absent' }, sessions: 0 };

/** A quiet of so long with so much processor time in it, and a timer of so much. */
const quietOf = (forMs: number, cpuMs: number, wontedMs = 0): Quiet => ({
  ...noQuiet,
  forMs,
  cpuMs,
  wontedMs,
  stoodOut: false,
  leastCpuFraction: 0,
});

function voteOf(signal: Vote['signal'], patch: Parameters<typeof sandboxAt>[1], earlier: Partial<Before> = {}) {
  const found = votesOf(sandboxAt('one', patch), { ...before, ...earlier }, idle).find((one) => one.signal === signal);
  if (!found) throw new Error(`no vote of ${signal}`);
  return found;
}

describe('the vote of processor time', () => {
  it.each([
    [0.051, 'idle', { says: 'busy', threshold: 0.05 }],
    [0.05, 'idle', { says: 'idle', threshold: 0.03 }],
    [0.05, 'busy', { says: 'busy', threshold: 0.03 }],
    [0.03, 'busy', { says: 'busy', threshold: 0.03 }],
    [0.03, 'idle', { says: 'idle', threshold: 0.03 }],
    [0.029, 'busy', { says: 'idle', threshold: 0.03 }],
    [null, 'idle', { says: 'unknown', threshold: 0.05 }],
  ] as const)('at %s after %s', (cpuFraction, earlier, expected) => {
    const quiet = quietOf(minute, 0.04 * minute);
    const known = { cpuSays: earlier, quiet, lookedMonotonicMs: 0 };
    expect(cpuVote({ cpuFraction, observedMonotonicMs: 20_000 }, known, idle)).toMatchObject({
      signal: 'cpu',
      value: cpuFraction,
      ...expected,
    });
  });

  it('is above the upper threshold, or stands out, only by more than that', () => {
    const even = quietOf(minute, 0);
    const after = (cpuFraction: number, more: Partial<Before>) =>
      cpuVote({ cpuFraction, observedMonotonicMs: 20_000 }, { cpuSays: 'busy', ...more }, idle);
    // 400 ms of 20 s, and 150 ms of it.
    const due = { isDue: true, quiet: even, lookedMonotonicMs: 0 };
    expect(after(0.02, due)).toMatchObject({ says: 'idle', threshold: 0.02 });
    expect(after(0.0201, due)).toMatchObject({ says: 'busy', threshold: 0.02 });
    expect(after(0.0075, { ...due, isLast: true })).toMatchObject({ says: 'idle', threshold: 0.0075 });
    expect(after(0.0076, { ...due, isLast: true })).toMatchObject({ says: 'busy', threshold: 0.0075 });
    // Before a stop is due no look is the last one.
    expect(after(0.0076, { ...due, isDue: false, isLast: true })).toMatchObject({ says: 'idle', threshold: 0.03 });
    const much = { ...even, cpuMs: 0.045 * minute };
    expect(after(0.046, { ...due, quiet: much })).toMatchObject({ says: 'idle', threshold: 0.05 });
    // Nothing is known of the quiet, or of how long the look was.
    expect(after(0.029, { ...due, quiet: { ...even, forMs: 0 } })).toMatchObject({ says: 'idle', threshold: 0.03 });
    expect(after(0.029, { ...due, lookedMonotonicMs: undefined })).toMatchObject({ says: 'idle', threshold: 0.03 });
    expect(after(0.05, { lookedMonotonicMs: undefined })).toMatchObject({ says: 'busy', threshold: 0.03 });
    expect(after(0.051, { lookedMonotonicMs: undefined })).toMatchObject({ says: 'busy', threshold: 0.05 });
  });

  it('of a short look is not below the threshold where a tick more would not be (guards: tickMs)', () => {
    const after = (forMs: number, cpuFraction: number) =>
      cpuVote({ cpuFraction, observedMonotonicMs: forMs }, { cpuSays: 'busy', lookedMonotonicMs: 0 }, idle).says;
    // A build that reads the disk with 3.3 % of a core: two ticks were seen within 692 ms, and a third nearly.
    expect(after(692, 20 / 692)).toBe('busy');
    expect(after(60_000, 0.0289)).toBe('idle');
    expect(after(400, 0)).toBe('idle');
  });

  it('of a short look is not above the upper threshold for one tick alone (guards: tickMs)', () => {
    const quiet = quietOf(30 * minute, 0.001 * 30 * minute);
    const after = (forMs: number, ticks: number) =>
      cpuVote(
        { cpuFraction: (10 * ticks) / forMs, observedMonotonicMs: forMs },
        { cpuSays: 'idle', lookedMonotonicMs: 0, quiet, isDue: true, isLast: true },
        idle,
      ).says;
    // The last look before a stop, 163 ms after the one before it.
    expect(after(163, 1)).toBe('idle');
    expect(after(163, 2)).toBe('busy');
    expect(after(5_000, 27)).toBe('busy');
  });

  it('between the thresholds is work when it stands out from the quiet, or nothing is known of that', () => {
    const between = (quiet: Quiet | undefined, cpuFraction = 0.045) =>
      cpuVote({ cpuFraction, observedMonotonicMs: 20_000 }, { cpuSays: 'idle', quiet, lookedMonotonicMs: 0 }, idle)
        .says;
    expect(between(undefined)).toBe('busy');
    expect(between(quietOf(minute, 0))).toBe('busy');
    const low = quietOf(minute, 0.015 * minute);
    expect(between(low, 0.035)).toBe('idle');
    expect(between(low, 0.0351)).toBe('busy');
  });

  it('is what stands out from the quiet, below any threshold, where traffic is not counted (guards: isUncounted)', () => {
    const quiet = quietOf(60 * minute, 0);
    const seen = (
      cpuMs: number,
      before: { readonly isUncounted?: boolean; readonly isServed?: boolean; readonly isDue?: boolean },
    ) =>
      cpuVote(
        { cpuFraction: cpuMs / 20_000, observedMonotonicMs: 20_000 },
        { cpuSays: 'idle', quiet, lookedMonotonicMs: 0, ...before },
        idle,
      ).says;
    expect(seen(500, {})).toBe('idle');
    expect(seen(500, { isUncounted: true })).toBe('busy');
    expect(seen(200, { isUncounted: true })).toBe('idle');
    expect(seen(200, { isUncounted: true, isDue: true })).toBe('busy');
    expect(seen(200, { isDue: true })).toBe('idle');
    // A page may cost less than a guest's noise before a stop (guards: isServed).
    expect(seen(120, { isUncounted: true, isDue: true })).toBe('idle');
    expect(seen(120, { isUncounted: true, isServed: true, isDue: true })).toBe('busy');
  });

  it('of the last look is not told where a timer may have gone off in it, or somebody begun (guards: isWonted)', () => {
    const quiet = quietOf(60 * minute, 0, 200);
    const seen = (cpuMs: number, before: { readonly isServed?: boolean; readonly isLast?: boolean }) =>
      cpuVote(
        { cpuFraction: cpuMs / 5_000, observedMonotonicMs: 5_000 },
        { cpuSays: 'idle', quiet, lookedMonotonicMs: 0, isDue: true, isUncounted: true, ...before },
        idle,
      );
    expect(seen(150, { isLast: true }).says).toBe('idle');
    expect(seen(160, { isLast: true })).toMatchObject({ says: 'unknown', alone: true });
    expect(seen(160, { isLast: true }).threshold).toBeCloseTo(230 / 5_000);
    expect(seen(160, { isLast: false })).toMatchObject({ says: 'idle' });
    expect(seen(240, { isLast: true }).says).toBe('busy');
    expect(seen(120, { isLast: true, isServed: true }).says).toBe('unknown');
  });

  it('is measured against the rest of a sandbox that uses more, up to the upper threshold (guards: aboveRest)', () => {
    const against = (cpuFraction: number, atRest: number) =>
      cpuVote(
        { cpuFraction, observedMonotonicMs: 20_000 },
        { cpuSays: 'busy', rest: { cpuFraction: atRest, bytesPerSecond: null } },
        idle,
      ).says;
    expect(against(0.039, 0.03)).toBe('idle');
    expect(against(0.041, 0.03)).toBe('busy');
    expect(against(0.0499, 0.045)).toBe('idle');
    expect(against(0.0501, 0.045)).toBe('busy');
    expect(against(0.019, 0)).toBe('idle');
  });
});

describe('the vote of the network', () => {
  const network = (reading: NetworkReading, rate: number | null = null, earlier: NetworkReading = { kind: 'absent' }) =>
    voteOf('network', { usage: { network: reading }, networkBytesPerSecond: rate }, { network: earlier });

  it('is none where there is no such figure, and unknown where it cannot be read', () => {
    expect(network({ kind: 'absent' })).toMatchObject({
      signal: 'network',
      says: 'absent',
      value: null,
      threshold: null,
    });
    expect(network({ kind: 'unknown' })).toMatchObject({
      signal: 'network',
      says: 'unknown',
      value: null,
      threshold: null,
    });
  });

  it('goes by the rate where bytes are counted', () => {
    const counter = { kind: 'counter', totalBytes: 1 } as const;
    expect(network(counter, 1_024)).toMatchObject({ signal: 'network', says: 'idle', value: 1_024, threshold: 1_024 });
    expect(network(counter, 1_025)).toMatchObject({ says: 'busy', value: 1_025 });
    expect(network(counter)).toMatchObject({ signal: 'network', says: 'unknown', value: null, threshold: 1_024 });
  });

  it('goes by the newest request where only that is known', () => {
    const seen = (atMs: number | null) => ({ kind: 'last-seen', atMs }) as const;
    const minuteAgo = aNow.wallMs - minute;
    const rest = { signal: 'network', threshold: null };
    expect(network(seen(minuteAgo), null, seen(minuteAgo))).toMatchObject({ ...rest, says: 'idle', value: minute });
    expect(network(seen(minuteAgo), null, seen(null))).toMatchObject({ ...rest, says: 'busy', value: minute });
    expect(network(seen(null), null, seen(null))).toMatchObject({ ...rest, says: 'idle', value: null });
    expect(network(seen(minuteAgo))).toMatchObject({ ...rest, says: 'unknown', value: null });
  });
});

describe('the vote of the sessions', () => {
  const sessions = (reading: SessionsReading, earlier: SessionsReading) =>
    voteOf('sessions', { usage: { sessions: reading } }, { sessions: earlier });

  it('is busy when one came or went, and idle while they stay', () => {
    expect(sessions(1, 1)).toMatchObject({ signal: 'sessions', says: 'idle', value: 1, threshold: null });
    expect(sessions(2, 1)).toMatchObject({ says: 'busy', value: 2 });
    expect(sessions(0, 1)).toMatchObject({ says: 'busy', value: 0 });
  });

  it('is unknown without two readings, and none where there are no sessions', () => {
    expect(sessions('unknown', 1)).toMatchObject({ signal: 'sessions', says: 'unknown', value: null, threshold: null });
    expect(sessions(1, 'unknown')).toMatchObject({ says: 'unknown', value: null });
    expect(sessions(1, 'absent')).toMatchObject({ says: 'unknown' });
    expect(sessions('absent', 1)).toMatchObject({ signal: 'sessions', says: 'absent', value: null, threshold: null });
  });
});

describe('the verdict over the votes', () => {
  const vote = (signal: Vote['signal'], says: Vote['says']): Vote => ({ signal, says, value: null, threshold: null });
  it.each<[string, Vote['says'], Vote['says'], string]>([
    ['any busy vote is busy', 'busy', 'unknown', 'busy'],
    ['busy goes before unknown, wherever it stands', 'unknown', 'busy', 'busy'],
    ['unknown goes before idle', 'idle', 'unknown', 'unknown'],
    ['unknown processor time is unknown', 'unknown', 'idle', 'unknown'],
    ['idle is idle', 'idle', 'idle', 'idle'],
    ['a signal that is absent has no vote', 'idle', 'absent', 'idle'],
    ['without processor time nothing is idle', 'absent', 'idle', 'unknown'],
  ])('%s', (_, cpu, network, verdict) => {
    expect(verdictOf([vote('cpu', cpu), vote('network', network)])).toBe(verdict);
  });

  it('is unknown without any vote', () => {
    expect(verdictOf([])).toBe('unknown');
  });
});
