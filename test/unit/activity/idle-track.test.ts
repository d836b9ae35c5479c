import { describe, expect, it } from 'vitest';
import { noHabits } from '../../../main/core/activity/habits.ts';
import { noHindsight } from '../../../main/core/activity/hindsight.ts';
import { advanceTracks, type IdleTracks } from '../../../main/core/activity/idle-clock.ts';
import type { LoreBook } from '../../../main/core/activity/lore.ts';
import { noQuiet } from '../../../main/core/activity/quiet.ts';
import { noRest } from '../../../main/core/activity/resting.ts';
import { begunAt } from '../../../main/core/activity/signs.ts';
import {
  aNow,
  hour,
  keyOf,
  later,
  lookAt,
  minute,
  sandboxAt,
  second,
  settingsOf,
  type SandboxPatch,
} from '../support/cases.ts';

const settings = settingsOf({ idle: { timeoutMs: 30 * minute, timeoutWithSessionsMs: 30 * minute } });
const lookMs = 20 * second;
interface How {
  readonly forced?: boolean;
  readonly isWarned?: boolean;
  readonly everyMs?: number;
}

/** A sandbox that is looked at every 20 s, unless a look says otherwise, and what is remembered of it. */
class Watched {
  now = aNow;
  #tracks: IdleTracks = new Map();

  constructor(readonly lore: LoreBook = new Map()) {}

  look(patch: SandboxPatch = {}, { forced = false, isWarned = false, everyMs = lookMs }: How = {}): this {
    this.now = later(this.now, everyMs);
    const looked = lookAt(this.now, [sandboxAt('one', patch)]);
    const snapshot = { ...looked, dueAfterMs: everyMs, ...(forced && { forced: true as const }) };
    const arrival = { isWarned: () => isWarned, lore: this.lore };
    this.#tracks = advanceTracks(this.#tracks, snapshot, settings, arrival);
    return this;
  }

  /** Idle looks until so much idle time is counted. */
  idle(ms: number, patch: SandboxPatch = {}): this {
    for (let passedMs = -2 * lookMs; passedMs < ms; passedMs += lookMs) this.look(patch);
    return this;
  }

  sleep(): this {
    this.now = { ...this.now, wallMs: this.now.wallMs + hour };
    return this;
  }

  get track() {
    const track = this.#tracks.get(keyOf('one'));
    if (!track) throw new Error('it does not run');
    return track;
  }
}
const cpu = (ms: number) => ({ cpuFraction: ms / lookMs });
const idleFor = (ms: number, patch: SandboxPatch = {}) => new Watched().idle(ms, patch);

describe('the way to a stop', () => {
  it('has an earlier half, in which crumbs are wonted, and a later one (guards: isLate)', () => {
    const wonted = (idleMs: number, how?: How) => idleFor(idleMs).look(cpu(300), how).look().track.quiet.wontedMs;
    expect(wonted(15 * minute - lookMs)).toBeCloseTo(300);
    expect(wonted(15 * minute)).toBe(0);
    expect(wonted(5 * minute, { isWarned: true })).toBe(0);
  });

  const counted: SandboxPatch = {
    usage: { network: { kind: 'counter', totalBytes: 0 } },
    networkBytesPerSecond: 0,
  };
  const stateAfter = (idleMs: number, patch: SandboxPatch, cpuMs: number, how?: How) =>
    idleFor(idleMs, patch).look({ ...patch, ...cpu(cpuMs) }, how).track.activity.state;

  it('ends at the timeout: from then on what stands out is work (guards: isDue)', () => {
    expect(stateAfter(30 * minute - lookMs, counted, 450)).toBe('idle');
    // Bytes would show with it: the next look tells.
    expect(stateAfter(30 * minute, counted, 450)).toBe('unknown');
    expect(stateAfter(30 * minute, {}, 450)).toBe('busy');
  });

  it('ends with a look in which less is work (guards: isLast)', () => {
    expect(stateAfter(30 * minute, counted, 200)).toBe('idle');
    expect(stateAfter(30 * minute, counted, 200, { forced: true })).toBe('unknown');
    expect(stateAfter(20 * minute, counted, 200, { forced: true })).toBe('idle');
  });

  it('is strict all the time at its end where traffic is not counted (guards: isUncounted)', () => {
    expect(stateAfter(30 * minute, {}, 200)).toBe('busy');
    expect(stateAfter(30 * minute - lookMs, {}, 200)).toBe('idle');
  });

  it('has a later half in which little is a sign, where traffic is not counted (guards: isUncounted, isServed)', () => {
    const served: SandboxPatch = { ports: [{ hostPort: 8080, sandboxPort: 3000 }] };
    expect(stateAfter(14 * minute, served, 500)).toBe('idle');
    expect(stateAfter(15 * minute, served, 500)).toBe('busy');
    // A lone one is let pass elsewhere, and a second one is not: somebody talks with an agent, briefly.
    const twice = (idleMs: number, patch: SandboxPatch = {}) =>
      idleFor(idleMs, patch)
        .look({ ...patch, ...cpu(500) })
        .idle(minute, patch)
        .look({ ...patch, ...cpu(500) }).track.activity.state;
    expect(stateAfter(15 * minute, {}, 500)).toBe('idle');
    expect(twice(15 * minute)).toBe('busy');
    expect(twice(10 * minute)).toBe('idle');
    expect(twice(15 * minute, counted)).toBe('idle');
  });
});

describe('the quiet of a sandbox', () => {
  it('is as long as its idle time, and begins anew after work and after a gap (guards: quietNow)', () => {
    const watched = idleFor(10 * minute);
    expect(watched.track.quiet.forMs).toBe(10 * minute);
    expect(watched.look(cpu(lookMs)).track.quiet).toEqual(noQuiet);
    expect(
      idleFor(10 * minute)
        .sleep()
        .look().track.quiet,
    ).toEqual(noQuiet);
    expect(idleFor(10 * minute).look({ cpuFraction: null }).track.quiet.forMs).toBe(10 * minute);
  });

  it('has in it no sign that was let pass (guards: alone)', () => {
    const passed = idleFor(15 * minute).look(cpu(1_500)).track;
    expect(passed.activity.state).toBe('idle');
    expect(passed.quiet).toMatchObject({ forMs: 15 * minute, crumbsMs: 0 });
  });
});

describe('the rest of a sandbox', () => {
  const resting = (more = 0) => idleFor(12 * minute + more * lookMs, { cpuFraction: 0.02 });
  const stretch = ({ track: { rest } }: Watched) => [rest.quietestCpuFraction, rest.lowestCpuFraction];
  const going = [expect.closeTo(0.02), null];
  const over = [null, expect.closeTo(0.02)];

  it('is looked for between two clear signs that are more than rest (guards: endsRest)', () => {
    expect(stretch(resting())).toEqual(going);
    expect(stretch(resting().look(cpu(1_200)))).toEqual(going);
    expect(stretch(resting().look({ cpuFraction: 1 }))).toEqual(over);
    expect(stretch(resting().look({ cpuFraction: 0.02, usage: { sessions: 1 } }))).toEqual(over);
  });

  it('may be all that goes on between the thresholds, however much of it there is (guards: isMoreThanRest)', () => {
    const long = { everyMs: minute };
    for (const cpuFraction of [0.045, 0.05]) {
      const watched = resting().look({ cpuFraction }, long);
      expect(watched.track.activity.state).toBe('busy');
      expect(stretch(watched)).toEqual(going);
    }
    expect(stretch(resting().look({ cpuFraction: 0.051 }, long))).toEqual(over);
  });

  it('is not known from time that was not seen (guards: interrupted)', () => {
    const minuteOf = ({ track: { rest } }: Watched) => rest.minute.forMs;
    expect(minuteOf(resting(1))).toBe(lookMs);
    expect(minuteOf(resting(1).sleep().look())).toBe(0);
    expect(minuteOf(resting(1).look({ cpuFraction: null }))).toBe(0);
    const blind = resting(1).look({ cpuFraction: null, usage: { sessions: 1 } });
    expect(blind.track.activity.state).toBe('busy');
    expect(stretch(blind)).toEqual(going);
  });
});

describe('a sign', () => {
  const habit = { cpuMs: 900, bytes: null, asks: false, times: 2 };
  const knowing = () =>
    new Watched(
      new Map([[keyOf('one'), { id: undefined, rest: noRest, habits: { ...noHabits, learned: [habit] } }]]),
    ).idle(10 * minute);

  it('that the sandbox is known for is none: nothing after it is measured by it (guards: isHabitual)', () => {
    const watched = knowing();
    const { lastSigns } = watched.track;
    const { track } = watched.look(cpu(900));
    expect(track.activity).toMatchObject({ state: 'idle', idleForMs: 10 * minute + lookMs });
    expect(track.lastSigns).toEqual(lastSigns);
    expect(track.hindsight).toEqual(noHindsight);
  });

  it('that was let pass is one, and takes nothing', () => {
    const watched = idleFor(15 * minute).look(cpu(1_500));
    const nowMs = watched.now.monotonicMs;
    expect(watched.track.lastSigns.slightMs).toBe(nowMs);
    expect(watched.track.hindsight).toEqual({ taken: null, lastSignMs: nowMs });
  });

  it('is never let pass just after time that was not seen (guards: isSeen)', () => {
    expect(
      idleFor(15 * minute)
        .sleep()
        .look(cpu(1_500)).track.activity.state,
    ).toBe('busy');
    expect(knowing().sleep().look(cpu(900)).track.activity.state).toBe('busy');
  });

  it('that took idle time may have it back only as long as everything is seen (guards: hindsight)', () => {
    // The second of two, a few minutes apart, is work.
    const taken = () =>
      idleFor(15 * minute)
        .look(cpu(1_500))
        .idle(3 * minute)
        .look(cpu(1_500));
    expect(taken().track.hindsight.taken).toMatchObject({ idleForMs: 19 * minute });
    expect(taken().look().track.hindsight.taken).not.toBeNull();
    expect(taken().look({ cpuFraction: null }).track.hindsight).toEqual(noHindsight);
    expect(taken().sleep().look().track.hindsight).toEqual(noHindsight);
  });

  it('counts as work when the time before a look was not seen (guards: begunAt)', () => {
    const watched = idleFor(15 * minute)
      .sleep()
      .look();
    expect(watched.track.lastSigns).toEqual(begunAt(watched.now.monotonicMs));
  });
});

describe('a look that could not tell', () => {
  it('says how long ago it was last known, if it ever was (guards: unknownSince)', () => {
    const dark = { cpuFraction: null };
    expect(new Watched().look().look(dark).track.activity).not.toHaveProperty('unknownForMs');
    expect(idleFor(minute).look(dark).look(dark).track.activity.unknownForMs).toBe(2 * lookMs);
  });
});

describe('the run of a sandbox', () => {
  it('is another one by its counted process, also when that was not told in between (guards: countedId)', () => {
    const processOf = (countedId: string) => ({ usage: { countedId } });
    const watched = idleFor(minute, processOf('a')).look({ usage: { countedId: undefined as never } });
    expect(watched.track.activity.state).toBe('idle');
    expect(watched.look(processOf('b')).track.activity).toMatchObject({ state: 'unknown', idleForMs: 0 });
  });
});
