import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { FakeClock } from '../support/fake-clock.ts';
import { FakeRuntime, fakeSandbox } from '../support/fake-runtime.ts';
import { minute, settingsWith, watch } from '../support/watched.ts';

const hour = 60 * minute;
const zoneBefore = process.env['TZ'];
afterEach(() => {
  if (zoneBefore === undefined) delete process.env['TZ'];
  else process.env['TZ'] = zoneBefore;
});

const zones = ['Europe/Berlin', 'UTC', 'America/Los_Angeles', 'Asia/Kolkata', 'Pacific/Auckland'];

/** Somebody sets the clock, or travels; then so many minutes go by in which nothing works. */
const moves = fc.array(
  fc.record({
    jumpMs: fc.integer({ min: -24 * hour, max: 24 * hour }),
    zone: fc.constantFrom(...zones),
    minutes: fc.integer({ min: 1, max: 25 }),
  }),
  { minLength: 1, maxLength: 4 },
);

describe('a wall clock that jumps by up to a day either way, or changes its zone', () => {
  const settings = { ...settingsWith({}), pollIntervalMs: minute };
  const { timeoutMs, warningMs, graceMs } = settings.idle;

  // Each of the two rules makes up for the other: it fails when both are taken out, and the idle clock's own tests for each.
  it('makes a stop come neither early nor never (guards: idle time by the monotonic clock, and a jump only begins anew)', async () => {
    await fc.assert(
      fc.asyncProperty(moves, async (all) => {
        const clock = new FakeClock();
        const runtime = new FakeRuntime('sbx', clock, [fakeSandbox('one')]);
        const { watcher } = watch(clock, [runtime], settings);
        const startMs = clock.monotonicMs();
        let stoppedMs: number | null = null;
        watcher.onEvent((event) => {
          if (event.type === 'stopping') stoppedMs = clock.monotonicMs();
        });
        await watcher.start();
        let lastMoveMs = startMs;
        for (const { jumpMs, zone, minutes } of all) {
          if (stoppedMs !== null) break;
          clock.jumpWall(jumpMs);
          process.env['TZ'] = zone;
          lastMoveMs = clock.monotonicMs();
          await clock.advance(minutes * minute);
        }
        await clock.advance(timeoutMs + warningMs + graceMs + 5 * minute);
        expect(runtime.stops()).toEqual(['stop one']);
        expect((stoppedMs ?? 0) - startMs).toBeGreaterThanOrEqual(timeoutMs + warningMs);
        // The looks come once a minute, two of them have to be good before anything counts, and the last look takes a moment.
        expect((stoppedMs ?? 0) - lastMoveMs).toBeLessThanOrEqual(timeoutMs + warningMs + graceMs + 4 * minute);
      }),
      { numRuns: 25 },
    );
  });

  it('leaves a schedule its least idle time and its warning (guards: minIdleMs and the warning by the monotonic clock)', async () => {
    const evening = {
      id: 'evening',
      cron: '0 19 * * *',
      action: 'stop-idle',
      forMs: 30 * minute,
      enabled: true,
    } as const;
    const minIdleMs = 10 * minute;
    const scheduled = { ...settings, schedules: [{ ...evening, minIdleMs, match: {} }] };
    let stops = 0;
    await fc.assert(
      fc.asyncProperty(moves, fc.integer({ min: 0, max: 23 }), async (all, hours) => {
        const clock = new FakeClock();
        clock.jumpWall(hours * hour);
        const runtime = new FakeRuntime('sbx', clock, [fakeSandbox('one')]);
        const { watcher } = watch(clock, [runtime], scheduled);
        const startMs = clock.monotonicMs();
        let warnedMs = Number.POSITIVE_INFINITY;
        watcher.onEvent((event) => {
          if (event.type === 'warning') warnedMs = clock.monotonicMs();
          if (event.type !== 'stopping') return;
          stops += 1;
          expect(clock.monotonicMs() - startMs).toBeGreaterThanOrEqual(minIdleMs + warningMs);
          expect(clock.monotonicMs() - warnedMs).toBeGreaterThanOrEqual(warningMs);
        });
        await watcher.start();
        for (const { jumpMs, zone, minutes } of all) {
          clock.jumpWall(jumpMs);
          process.env['TZ'] = zone;
          await clock.advance(minutes * minute);
        }
      }),
      // From 18 to 19:15 o'clock.
      { numRuns: 30, examples: [[Array.from({ length: 3 }, () => ({ jumpMs: 0, zone: 'UTC', minutes: 25 })), 9]] },
    );
    expect(stops).toBeGreaterThan(0);
  });
});
