import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { day, hour, later, minute, second, type SandboxPatch as Patch } from '../support/cases.ts';
import { Machine } from '../support/machine.ts';

describe('observed idle time', () => {
  it('begins with the second good look, and lasts from there (guards: two good looks)', () => {
    expect(new Machine().look().activity).toEqual({ state: 'unknown', idleForMs: 0, votes: [] });
    expect(new Machine().look().look().idleS).toBe(0);
    expect(new Machine().rest(minute).idleS).toBe(50);
  });

  it('is not the grace after login (guards: justLoggedIn)', () => {
    const machine = new Machine({ justLoggedIn: true }).rest(minute);
    expect(machine.idleS).toBe(0);
    expect(machine.activity?.inGrace).toBe(true);
    machine.rest(minute);
    expect(machine.idleS).toBe(55);
    expect(machine.activity).not.toHaveProperty('inGrace');
  });

  it('is in the grace up to its end, and no longer', () => {
    const machine = new Machine({ justLoggedIn: true }).rest(minute);
    expect(machine.activity).toMatchObject({ inGrace: true });
    expect(machine.look().activity).not.toHaveProperty('inGrace');
  });

  it('counts a step that begins in the grace from its end only', () => {
    const machine = new Machine({ justLoggedIn: true }).rest(55 * second);
    machine.now = later(machine.now, 3 * second);
    expect(machine.look().look().idleS).toBe(3);
  });

  it('is not the grace after a start that was seen (guards: hasStarted)', () => {
    const machine = new Machine().look({ status: 'stopped' }).rest(minute);
    expect(machine.idleS).toBe(0);
    expect(machine.rest(minute).idleS).toBe(55);
    expect(machine.look({ status: 'stopped' }).activity).toBeUndefined();
  });

  it('is not the grace after the daemon came back, and keeps what was counted before (guards: hasReturned)', () => {
    const machine = new Machine().rest(minute).look({}, { daemon: 'hung' });
    expect(machine.activity).toMatchObject({ state: 'unknown', idleForMs: 50 * second });
    expect(machine.rest(minute).idleS).toBe(50);
    expect(machine.activity?.inGrace).toBe(true);
    expect(machine.rest(minute).idleS).toBe(105);
  });

  it.each([
    ['with the monotonic clock standing still', 0],
    ['with the monotonic clock going on', 8 * hour],
  ])('begins anew after sleep, and after its grace: %s (guards: isGap)', (_, monotonicMs) => {
    const machine = new Machine()
      .rest(20 * minute)
      .sleep(8 * hour, monotonicMs)
      .look();
    expect(machine.activity).toMatchObject({ state: 'idle', idleForMs: 0, inGrace: true });
    expect(machine.rest(minute).idleS).toBe(0);
    expect(machine.rest(minute).idleS).toBe(60);
  });

  it('is not the time of a failed look, on either side of it (guards: lastLookGood)', () => {
    const machine = new Machine().rest(minute);
    machine.previous = null;
    expect(machine.look({ usage: { sessions: 'unknown' } }).activity).toMatchObject({
      state: 'unknown',
      idleForMs: 50 * second,
    });
    expect(machine.look().idleS).toBe(50);
    expect(machine.look().idleS).toBe(55);
  });

  it('goes on after a few looks that failed, and begins anew after five minutes of them (guards: longestBlindMs)', () => {
    const failed = (looks: number) => {
      const machine = new Machine().rest(10 * minute);
      for (let look = 0; look < looks; look += 1) machine.look({ cpuFraction: null });
      return machine.look().look().idleS;
    };
    expect(failed(1)).toBe(590 + 5);
    expect(failed(30)).toBe(590 + 5);
    expect(failed(59)).toBe(590 + 5);
    expect(failed(60)).toBe(0 + 5);
  });

  it('ends with work, and a look that cannot tell does not bring it back', () => {
    const machine = new Machine().rest(minute).look({ cpuFraction: 1 });
    expect(machine.activity).toMatchObject({ state: 'busy', idleForMs: 0 });
    machine.look({ cpuFraction: null }).look();
    expect(machine.idleS).toBe(0);
  });

  it('compares with the last reading that there was (guards: beforeOf)', () => {
    const machine = new Machine().look({ usage: { sessions: 1 } }).look({ usage: { sessions: 1 } });
    machine.look({ usage: { sessions: 'unknown' } }).look({ usage: { sessions: 2 } });
    expect(machine.activity?.state).toBe('busy');
    const seen = (atMs: number): Patch => ({ usage: { network: { kind: 'last-seen', atMs } } });
    const net = new Machine()
      .look(seen(1))
      .look(seen(1))
      .look({ usage: { network: { kind: 'unknown' } } })
      .look(seen(2));
    expect(net.activity?.state).toBe('busy');
    const cpu = new Machine()
      .look()
      .look({ cpuFraction: 0.01 })
      .look({ cpuFraction: 0.01 })
      .look({ cpuFraction: null })
      .look({ cpuFraction: 0.03 });
    expect(cpu.activity?.state).toBe('idle');
  });

  it.each<[string, Patch]>([
    ['id', { id: 'b' }],
    ['start', { startedAtMs: 2 }],
    ['counted process', { usage: { countedId: 'b' } }],
  ])('belongs to one run: another %s is another sandbox, with a grace of its own (guards: isAnother)', (_, another) => {
    const first: Patch = { id: 'a', startedAtMs: 1, usage: { countedId: 'a' } };
    const machine = new Machine();
    for (let look = 0; look < 12; look += 1) machine.look(first);
    expect(machine.idleS).toBe(50);
    // Not to say it this time is no difference.
    expect(machine.look({ usage: { countedId: 'a' } }).idleS).toBe(55);
    expect(machine.look({ ...first, ...another }).activity).toMatchObject({ state: 'unknown', idleForMs: 0 });
    for (let look = 0; look < 12; look += 1) machine.look({ ...first, ...another });
    expect(machine.idleS).toBe(0);
    machine.look({ ...first, ...another });
    expect(machine.idleS).toBe(5);
  });

  it('of one that is carried over is not asked who it is', () => {
    const machine = new Machine();
    machine.look({ id: 'a' }).look({ id: 'a' }).look({ id: 'a' });
    machine.look({ id: 'b' }, { missed: true });
    expect(machine.activity).toMatchObject({ state: 'unknown', idleForMs: 5 * second, votes: [] });
  });

  it('is forgotten with a sandbox that does not run', () => {
    const machine = new Machine().rest(minute).look({ status: 'stopping' });
    expect(machine.tracks.size).toBe(0);
  });
});

describe('whatever the clocks do', () => {
  const step = fc.oneof(
    { weight: 8, arbitrary: fc.constant({ kind: 'idle' as const, ms: 0 }) },
    { weight: 1, arbitrary: fc.constant({ kind: 'busy' as const, ms: 0 }) },
    { weight: 1, arbitrary: fc.constant({ kind: 'dark' as const, ms: 0 }) },
    { weight: 1, arbitrary: fc.constant({ kind: 'missed' as const, ms: 0 }) },
    {
      weight: 1,
      arbitrary: fc.record({ kind: fc.constant('jump' as const), ms: fc.integer({ min: -day, max: day }) }),
    },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('sleep' as const), ms: fc.integer({ min: 1, max: day }) }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('pause' as const), ms: fc.integer({ min: 1, max: day }) }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('reborn' as const), ms: fc.integer({ min: 1, max: 9 }) }) },
  );

  it('idle time is at most the time between good looks in a row that saw no work (guards: every reset of the idle clock)', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 80 }), fc.boolean(), (steps, justLoggedIn) => {
        const machine = new Machine({ justLoggedIn });
        let id = 0;
        let seenIdleMs = 0;
        let lastGoodMs: number | null = null;
        for (const { kind, ms } of steps) {
          if (kind === 'jump' || kind === 'sleep') machine.sleep(ms);
          if (kind === 'pause') machine.sleep(ms, ms);
          if (kind === 'reborn') id += 1;
          const atMs = machine.now.monotonicMs;
          machine.look(
            {
              id: String(id),
              ...(kind === 'busy' && { cpuFraction: 1 }),
              ...(kind === 'dark' && { cpuFraction: null }),
            },
            { missed: kind === 'missed' },
          );
          const { activity } = machine;
          if (activity?.state === 'idle') {
            if (kind === 'reborn') seenIdleMs = 0;
            else if (lastGoodMs !== null && atMs - lastGoodMs <= 30 * second) seenIdleMs += atMs - lastGoodMs;
            else if (lastGoodMs !== null && kind === 'pause') seenIdleMs = 0;
            lastGoodMs = atMs;
            expect(activity.idleForMs).toBeLessThanOrEqual(seenIdleMs);
          } else {
            // What a look says of processor time speaks of the time since the look before, so work ends where it was seen.
            lastGoodMs = activity?.state === 'busy' ? atMs : null;
            if (kind === 'busy' || kind === 'reborn') seenIdleMs = 0;
          }
          if (kind === 'busy') expect(activity?.idleForMs).toBe(0);
          if (kind === 'dark' || kind === 'missed') expect(activity?.state).toBe('unknown');
          if ((kind === 'sleep' || kind === 'jump') && ms > 61_000)
            expect(activity?.state === 'idle' ? activity.idleForMs : 0).toBe(0);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('a sandbox that stays idle comes to its timeout, whatever the wall clock did before (guards: a clock set back is no gap)', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -day, max: day }), { maxLength: 6 }), (jumps) => {
        const machine = new Machine().rest(minute);
        for (const jumpMs of jumps) machine.sleep(jumpMs).rest(minute);
        const beforeMs = machine.idleS;
        machine.sleep(-day).rest(10 * minute);
        // At most the grace is missing from what went by after the last jump.
        expect(machine.idleS).toBeGreaterThanOrEqual(9 * 60);
        expect(machine.idleS).toBeGreaterThan(beforeMs);
      }),
      { numRuns: 50 },
    );
  });
});
