import { describe, expect, it } from 'vitest';
import { advanceTracks, type IdleTracks } from '../../../main/core/activity/idle-clock.ts';
import {
  afterWorkMs,
  aloneForMs,
  asAlone,
  asUnsure,
  begunAt,
  isServedUnseen,
  isWithoutTraffic,
  signOf,
  signsAfter,
  slightBytes,
  slightCpuMs,
  standsAlone,
  unseenAt,
  type LastSigns,
} from '../../../main/core/activity/signs.ts';
import { votesOf, type Before } from '../../../main/core/activity/votes.ts';
import type { NetworkReading } from '../../../main/core/model/sandbox.ts';
import {
  aNow,
  keyOf,
  later,
  lookAt,
  minute,
  sandboxAt,
  second,
  settingsOf,
  type SandboxPatch,
} from '../support/cases.ts';

const settings = settingsOf();
const lookMs = 20 * second;
const rest: Before = {
  cpuSays: 'idle',
  network: { kind: 'absent' },
  sessions: 0,
  lookedMonotonicMs: aNow.monotonicMs - lookMs,
};
const sign = (patch: SandboxPatch, before: Partial<Before> = {}) => {
  const known = { ...rest, ...before };
  const sandbox = sandboxAt('one', patch);
  return signOf(votesOf(sandbox, known, settings.idle), sandbox, known);
};
const counter = (totalBytes: number) => ({ kind: 'counter', totalBytes }) as const;
const requests = (atMs: number, modelAtMs: number | null): NetworkReading => ({ kind: 'last-seen', atMs, modelAtMs });

describe('how clearly a look shows work', () => {
  it('is not at all when no vote says so', () => {
    expect(sign({})).toBe('none');
  });

  it('is slightly for a second or two of processor time, and clearly for more (guards: slightCpuMs)', () => {
    expect(sign({ cpuFraction: slightCpuMs / lookMs })).toBe('slight');
    expect(sign({ cpuFraction: slightCpuMs / lookMs + 0.001 })).toBe('clear');
    expect(sign({ cpuFraction: slightCpuMs / lookMs }, { lookedMonotonicMs: undefined })).toBe('clear');
  });

  it('is slightly for less than what an agent sends to its model, and clearly for that (guards: slightBytes)', () => {
    const soFar = 50_000;
    const seen = (bytes: number): SandboxPatch => ({
      usage: { network: counter(soFar + bytes) },
      networkBytesPerSecond: (bytes * 1000) / lookMs,
    });
    expect(sign(seen(slightBytes), { network: counter(soFar) })).toBe('slight');
    expect(sign(seen(slightBytes + 1), { network: counter(soFar) })).toBe('clear');
  });

  it('is clearly for a request to a model, and slightly for one to another host (guards: asksModel)', () => {
    const before = { network: requests(1, 1) };
    expect(sign({ usage: { network: requests(2, 1) } }, before)).toBe('slight');
    expect(sign({ usage: { network: requests(2, 2) } }, before)).toBe('clear');
  });

  it('is clearly for two signs in one look, for a session, and for a file', () => {
    const network = requests(2, null);
    expect(sign({ cpuFraction: 0.1, usage: { network } }, { network: requests(1, null) })).toBe('clear');
    expect(sign({ usage: { sessions: 1 } })).toBe('clear');
    expect(sign({ workspaceChangedAtMs: 2 }, { workspaceChangedAtMs: 1 })).toBe('clear');
  });

  it('is clearly for bytes that were not counted before: nobody knows how many', () => {
    const seen = { usage: { network: counter(9) }, networkBytesPerSecond: 2_000 };
    expect(sign(seen, { network: counter(0) })).toBe('slight');
    expect(sign(seen, { network: { kind: 'unknown' } })).toBe('clear');
  });

  it('leaves the next look to tell, where that is asked for (guards: asUnsure)', () => {
    const votes = votesOf(sandboxAt('one', { cpuFraction: 0.1 }), rest, settings.idle);
    expect(asUnsure(votes)[0]).toMatchObject({ signal: 'cpu', says: 'unknown', value: 0.1, alone: true });
    expect(asUnsure(votes).slice(1)).toEqual(votes.slice(1));
  });

  it('leaves a vote that stands alone its number, and says so', () => {
    const votes = votesOf(sandboxAt('one', { cpuFraction: 0.1 }), rest, settings.idle);
    expect(asAlone(votes)[0]).toMatchObject({ signal: 'cpu', says: 'idle', value: 0.1, alone: true });
    expect(asAlone(votes)[1]).not.toHaveProperty('alone');
  });
});

describe('a sign', () => {
  const standsFrom = (last: LastSigns, ms: number) => [standsAlone(last, ms - 1), standsAlone(last, ms)];
  const never = Number.NEGATIVE_INFINITY;

  it('stands alone from the end of the time after the last one on (guards: aloneForMs, afterWorkMs)', () => {
    expect(standsFrom({ slightMs: 0, clearMs: never }, aloneForMs)).toEqual([false, true]);
    expect(standsFrom({ slightMs: never, clearMs: 0 }, afterWorkMs)).toEqual([false, true]);
  });

  it('stands so after the beginning, and after a look that could not tell, as after work (guards: begunAt, unseenAt)', () => {
    expect(standsFrom(begunAt(0), afterWorkMs)).toEqual([false, true]);
    expect(standsFrom(unseenAt(0), Math.max(aloneForMs, afterWorkMs))).toEqual([false, true]);
  });
});

describe('the last signs', () => {
  it('are those of their kind, and nothing is none (guards: signsAfter)', () => {
    const last = { slightMs: 1, clearMs: 2 };
    expect(signsAfter(last, 'none', 9)).toEqual(last);
    expect(signsAfter(last, 'slight', 9)).toEqual({ slightMs: 9, clearMs: 2 });
    expect(signsAfter(last, 'clear', 9)).toEqual({ slightMs: 1, clearMs: 9 });
    expect(begunAt(9)).toEqual({ slightMs: Number.NEGATIVE_INFINITY, clearMs: 9 });
    expect(unseenAt(9)).toEqual({ slightMs: 9, clearMs: 9 });
  });
});

describe('traffic', () => {
  const ports = [{ hostPort: 8080, sandboxPort: 3000 }];
  const vote = { value: null, threshold: null } as const;
  const idle = { ...vote, signal: 'network', says: 'idle' } as const;

  it('is known not to be there only where bytes are counted (guards: isWithoutTraffic)', () => {
    const of = (network: NetworkReading) => sandboxAt('one', { usage: { network } });
    expect(isWithoutTraffic([idle], of(counter(1)))).toBe(true);
    expect(isWithoutTraffic([idle], of(requests(1, null)))).toBe(false);
    expect(isWithoutTraffic([{ ...idle, says: 'busy' }], of(counter(1)))).toBe(false);
    expect(
      isWithoutTraffic(
        [
          { ...idle, signal: 'cpu' },
          { ...idle, says: 'busy' },
        ],
        of(counter(1)),
      ),
    ).toBe(false);
  });

  it('of a server is not seen where a port is published and no bytes are counted (guards: isServedUnseen)', () => {
    expect(isServedUnseen(sandboxAt('one', { ports }))).toBe(true);
    expect(isServedUnseen(sandboxAt('one', { ports, usage: { network: counter(1) } }))).toBe(false);
    expect(isServedUnseen(sandboxAt('one', { ports: [] }))).toBe(false);
    expect(isServedUnseen(sandboxAt('one'))).toBe(false);
  });
});

describe('a slight sign', () => {
  const blip: SandboxPatch = { cpuFraction: 0.06 };

  /** Looks every 20 s; the looks at these minutes are given. Idle time in minutes after the last one, and the state. */
  function idleAfter(
    minutes: number,
    seen: Readonly<Record<number, SandboxPatch>>,
    warnedFrom = Number.POSITIVE_INFINITY,
  ) {
    let tracks: IdleTracks = new Map();
    for (let look = 0; look <= minutes * 3; look += 1) {
      const now = later(aNow, look * lookMs);
      const patch = seen[look / 3] ?? {};
      const snapshot = { ...lookAt(now, [sandboxAt('one', patch)]), dueAfterMs: lookMs };
      tracks = advanceTracks(tracks, snapshot, settings, { isWarned: () => look / 3 >= warnedFrom });
    }
    const activity = tracks.get(keyOf('one'))?.activity;
    return { state: activity?.state, minutes: Math.floor((activity?.idleForMs ?? 0) / minute) };
  }
  const aloneMinutes = aloneForMs / minute;
  const afterWorkMinutes = afterWorkMs / minute;

  it('is let pass when there was none for twelve minutes (guards: alone)', () => {
    expect(idleAfter(25, { 24: blip })).toEqual({ state: 'idle', minutes: 24 });
    expect(idleAfter(4 + aloneMinutes, { 3: { cpuFraction: 1 }, [4 + aloneMinutes]: blip })).toMatchObject({
      state: 'idle',
    });
  });

  it('is work when there was one within the last twelve minutes: what asks again and again works (guards: slightMs)', () => {
    expect(idleAfter(29, { 17: blip, 28: blip })).toMatchObject({ minutes: 1 });
    expect(idleAfter(29, { 15: blip, 28: blip })).toMatchObject({ minutes: 28 });
  });

  it('is work when something clearly worked just before it (guards: clearMs)', () => {
    const work = { cpuFraction: 1 };
    expect(idleAfter(22, { 10: work, [9 + 2 / 3 + afterWorkMinutes]: blip })).toMatchObject({ minutes: 11 });
    expect(idleAfter(22, { 10: work, [10 + afterWorkMinutes]: blip })).toMatchObject({ minutes: 12 });
    // What was running before it was watched has been at work.
    expect(idleAfter(8, { [afterWorkMinutes - 1 / 3]: blip })).toMatchObject({ minutes: 7 });
  });

  it('is work once a stop is due (guards: isDue)', () => {
    expect(idleAfter(31, { 31: blip })).toEqual({ state: 'busy', minutes: 0 });
  });

  it('is work once a stop is announced, by whatever rule (guards: isWarned)', () => {
    expect(idleAfter(25, { 25: blip }, 24)).toEqual({ state: 'busy', minutes: 0 });
  });

  it('is not even needed while a stop is due: less stands out from the quiet then (guards: noiseMs)', () => {
    const crumb: SandboxPatch = { cpuFraction: 0.021 };
    expect(idleAfter(31, { 31: crumb })).toEqual({ state: 'busy', minutes: 0 });
    expect(idleAfter(25, { 25: crumb })).toMatchObject({ state: 'idle', minutes: 25 - 1 });
  });

  it('is what goes on between the thresholds and stands out from the quiet (guards: standsOut)', () => {
    const slow: SandboxPatch = { cpuFraction: 0.045 };
    const on = (from: number) => Object.fromEntries(Array.from({ length: 12 }, (_, look) => [from + look / 3, slow]));
    expect(idleAfter(13, on(10))).toEqual({ state: 'busy', minutes: 0 });
  });

  it('is work when a look before it failed: nobody knows what was there (guards: unseenAt)', () => {
    expect(idleAfter(26, { 20: { cpuFraction: null }, 25: blip })).toMatchObject({ minutes: 1 });
  });

  it('is let pass only if it is slight', () => {
    expect(idleAfter(25, { 24: { cpuFraction: 0.5 } })).toMatchObject({ minutes: 1 });
  });
});
