import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FakeClock } from '../support/fake-clock.ts';
import { FakeRuntime, fakeSandbox } from '../support/fake-runtime.ts';
import { gib, minute, settingsWith, watch } from '../support/watched.ts';

const second = 1_000;
const hour = 60 * minute;

describe('the last look before a stop', () => {
  const settings = { ...settingsWith({ idle: { timeoutMs: 5 * minute } }), pollIntervalMs: 20 * second };

  /** When the runtime is asked for the stop, in monotonic time; null when it never is. `workMs`: when work begins. */
  async function askedAt(workMs: number): Promise<number | null> {
    const clock = new FakeClock();
    const runtime = new FakeRuntime('sbx', clock, [fakeSandbox('one')]);
    const { watcher } = watch(clock, [runtime], settings);
    let askedMs: number | null = null;
    const stop = runtime.stop.bind(runtime);
    runtime.stop = (sandbox) => {
      askedMs = clock.monotonicMs();
      return stop(sandbox);
    };
    clock.after(workMs - clock.monotonicMs(), () => (runtime.get('one').cpuFraction = 1));
    await watcher.start();
    await clock.advance(10 * minute);
    return askedMs;
  }

  it('finds work that began before it, however late, and then nothing is stopped (guards: the last look)', async () => {
    const stopMs = (await askedAt(Number.MAX_SAFE_INTEGER)) ?? Number.NaN;
    let spared = 0;
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 15 * second }), async (earlierMs) => {
        expect(await askedAt(stopMs - earlierMs)).toBeNull();
        spared += 1;
      }),
      { numRuns: 20 },
    );
    expect(spared).toBeGreaterThan(0);
    expect(await askedAt(stopMs + 1)).toBe(stopMs);
  });
});

describe('the last tier of memory', () => {
  const settings = settingsWith({
    idle: { enabled: false },
    memory: { budgetBytes: 2 * gib, act: 'stop-largest' },
  });

  it('gives a minute to cancel, and every way to cancel holds (guards: cancelMs, and the holds above memory)', async () => {
    let stops = 0;
    let cancelled = 0;
    const answer = fc.record({
      afterMs: fc.integer({ min: 0, max: 59 * second }),
      how: fc.constantFrom('none', 'keep', 'protect', 'snooze', 'smaller'),
    });
    await fc.assert(
      fc.asyncProperty(answer, async ({ afterMs, how }) => {
        const clock = new FakeClock();
        const worker = fakeSandbox('worker', { memoryBytes: 4 * gib, cpuFraction: 0.5 });
        const runtime = new FakeRuntime('sbx', clock, [worker]);
        const { watcher } = watch(clock, [runtime], settings);
        let warnedMs: number | null = null;
        watcher.onEvent((event) => {
          if (event.type === 'warning') warnedMs ??= clock.monotonicMs();
        });
        await watcher.start();
        for (let looks = 0; warnedMs === null && looks < 200; looks += 1) await clock.advance(second);
        expect(warnedMs).not.toBeNull();
        await clock.advance(afterMs);
        expect(runtime.stops()).toEqual([]);
        if (how === 'keep') await watcher.keepAwake('sbx/worker', hour);
        if (how === 'snooze') await watcher.snooze('sbx/worker', hour);
        if (how === 'protect') await watcher.protect('sbx/worker', true);
        if (how === 'smaller') worker.memoryBytes = gib;
        await clock.advance(20 * minute);
        expect(runtime.stops()).toEqual(how === 'none' ? ['stop worker'] : []);
        if (how === 'none') stops += 1;
        else cancelled += 1;
      }),
      { numRuns: 25, examples: [[{ afterMs: 0, how: 'none' }], [{ afterMs: 59 * second, how: 'keep' }]] },
    );
    expect(Math.min(stops, cancelled)).toBeGreaterThan(0);
  });
});

describe('watch-only mode', () => {
  it('stops nothing, whatever the rules say (guards: watchOnly in the enforcer)', async () => {
    let would = 0;
    const world = fc.record({
      idle: fc.boolean(),
      schedule: fc.boolean(),
      act: fc.constantFrom('notify' as const, 'stop-idle' as const, 'stop-largest' as const),
      works: fc.boolean(),
      memoryGib: fc.integer({ min: 1, max: 8 }),
    });
    await fc.assert(
      fc.asyncProperty(world, async ({ idle, schedule, act, works, memoryGib }) => {
        const clock = new FakeClock();
        const runtime = new FakeRuntime('sbx', clock, [
          fakeSandbox('one', { memoryBytes: memoryGib * gib, cpuFraction: works ? 0.5 : 0 }),
          fakeSandbox('two', { memoryBytes: gib }),
        ]);
        const plain = settingsWith({
          watchOnly: true,
          idle: { enabled: idle, timeoutMs: 5 * minute },
          memory: { budgetBytes: 4 * gib, act, minIdleMs: 4 * minute },
        });
        const always = {
          id: 'always',
          cron: '* * * * *',
          action: 'stop-idle',
          forMs: minute,
          minIdleMs: minute,
        } as const;
        const settings = {
          ...plain,
          pollIntervalMs: minute,
          schedules: schedule ? [{ ...always, enabled: true, match: {} }] : [],
        };
        const { watcher, ledger, eventTypes } = watch(clock, [runtime], settings);
        await watcher.start();
        await clock.advance(14 * minute);
        expect(runtime.stops()).toEqual([]);
        expect(eventTypes()).not.toContain('stopping');
        expect(ledger.map(({ decision }) => decision)).not.toContain('stopped');
        would += ledger.filter(({ decision }) => decision === 'would-stop').length;
      }),
      { numRuns: 12 },
    );
    expect(would).toBeGreaterThan(2);
  });
});

describe('a stop that takes its time', () => {
  it('is never begun a second time while it is under way, by whomever (guards: underWay)', async () => {
    let begun = 0;
    const wish = fc.record({
      afterMs: fc.oneof(fc.integer({ min: 0, max: 20 * second }), fc.integer({ min: 0, max: 3 * minute })),
      how: fc.constantFrom('stop', 'stop-idle', 'none'),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(wish, { minLength: 2, maxLength: 8 }),
        fc.integer({ min: 0, max: 60 * second }),
        async (wishes, stopTakesMs) => {
          const clock = new FakeClock();
          const runtime = new FakeRuntime('sbx', clock, [fakeSandbox('one')]);
          const settings = {
            ...settingsWith({ idle: { timeoutMs: minute, warningMs: minute } }),
            pollIntervalMs: 20 * second,
          };
          const { watcher, ledger } = watch(clock, [runtime], settings);
          const stop = runtime.stop.bind(runtime);
          let underWay = 0;
          let atOnce = 0;
          runtime.stop = async (sandbox) => {
            begun += 1;
            underWay += 1;
            atOnce = Math.max(atOnce, underWay);
            await new Promise<void>((resolve) => clock.after(stopTakesMs, resolve));
            underWay -= 1;
            return stop(sandbox);
          };
          await watcher.start();
          for (const { afterMs, how } of wishes) {
            await clock.advance(afterMs);
            if (how === 'stop') void watcher.stopSandbox('sbx/one');
            if (how === 'stop-idle') void watcher.stopIdle();
            await clock.advance(second);
            if (underWay === 0 && runtime.get('one').status === 'stopped') runtime.get('one').status = 'running';
          }
          await clock.advance(5 * minute);
          expect(atOnce).toBeLessThanOrEqual(1);
          // Each stop that was begun has one end in the ledger, and the next one begins after it.
          const steps = ledger.map(({ decision }) => decision).filter((one) => one === 'stopping' || one === 'stopped');
          steps.forEach((step, index) => expect(step).toBe(index % 2 === 0 ? 'stopping' : 'stopped'));
        },
      ),
      { numRuns: 25 },
    );
    expect(begun).toBeGreaterThan(10);
  });
});
