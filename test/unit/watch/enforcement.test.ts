import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FakeClock } from '../support/fake-clock.ts';
import { FakeRuntime, fakeSandbox } from '../support/fake-runtime.ts';
import { gib, minute, settingsWith, watch } from '../support/watched.ts';

const hour = 60 * minute;

describe('whatever happens while it watches', () => {
  const step = fc.record({
    minutes: fc.integer({ min: 1, max: 90 }),
    busy: fc.boolean(),
    jumpMs: fc.option(fc.integer({ min: -24 * hour, max: 24 * hour }), { nil: 0, freq: 4 }),
    wish: fc.constantFrom('none', 'none', 'none', 'keep', 'protect', 'unprotect', 'snooze'),
    stopWorks: fc.boolean(),
  });

  it('a stop has its whole warning, comes once at a time, and never to what works, is kept or is locked (guards: the warning, underWay and the holds)', async () => {
    let stops = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 8 }), async (steps) => {
        const clock = new FakeClock();
        const runtime = new FakeRuntime('sbx', clock, [fakeSandbox('one')]);
        const settings = { ...settingsWith({}), pollIntervalMs: minute };
        const { watcher } = watch(clock, [runtime], settings);
        const one = runtime.get('one');
        let warnedMs: number | null = null;
        let stopping = 0;
        const wrong: string[] = [];
        let keptUntilMs = Number.NEGATIVE_INFINITY;
        let locked = false;
        watcher.onEvent((event) => {
          if (event.type === 'warning') warnedMs = clock.monotonicMs();
          if (event.type === 'withdrawn' || event.type === 'stopped' || event.type === 'stop-failed') warnedMs = null;
        });
        const stop = runtime.stop.bind(runtime);
        runtime.stop = async (sandbox) => {
          stopping += 1;
          // Collected, because the enforcer takes whatever is thrown here for a failed stop.
          if (stopping > 1) wrong.push('twice at a time');
          if (warnedMs === null || clock.monotonicMs() - warnedMs < 2 * minute) wrong.push('without its whole warning');
          if (one.cpuFraction > 0) wrong.push('at work');
          if (clock.monotonicMs() < keptUntilMs) wrong.push('kept awake');
          if (locked) wrong.push('locked');
          stops += 1;
          await stop(sandbox);
          stopping -= 1;
        };
        await watcher.start();
        for (const { minutes, busy, jumpMs, wish, stopWorks } of steps) {
          one.status = 'running';
          one.cpuFraction = busy ? 0.5 : 0;
          runtime.stopDoesNothing = !stopWorks;
          clock.jumpWall(jumpMs ?? 0);
          if (wish === 'keep' || wish === 'snooze') {
            const before = Math.max(0, keptUntilMs - clock.monotonicMs());
            keptUntilMs = clock.monotonicMs() + (wish === 'keep' ? hour : before + hour);
            await (wish === 'keep' ? watcher.keepAwake('sbx/one', hour) : watcher.snooze('sbx/one', hour));
          }
          if (wish === 'protect' || wish === 'unprotect') {
            locked = wish === 'protect';
            await watcher.protect('sbx/one', locked);
          }
          await clock.advance(minutes * minute);
        }
        expect(wrong).toEqual([]);
      }),
      { numRuns: 80 },
    );
    // Otherwise it would say nothing.
    expect(stops).toBeGreaterThan(10);
  });

  it('an idle sandbox is stopped in the end, whatever the wall clock did (guards: a jump only begins anew)', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: -24 * hour, max: 24 * hour }), { maxLength: 4 }), async (jumps) => {
        const clock = new FakeClock();
        const runtime = new FakeRuntime('sbx', clock, [fakeSandbox('one')]);
        const { watcher } = watch(clock, [runtime], { ...settingsWith({}), pollIntervalMs: minute });
        await watcher.start();
        for (const jumpMs of jumps) {
          await clock.advance(10 * minute);
          clock.jumpWall(jumpMs);
        }
        // A jump forward may have been sleep: then the timeout begins anew, after the grace.
        await clock.advance(40 * minute);
        expect(runtime.stops()).toEqual(['stop one']);
      }),
      { numRuns: 30 },
    );
  });
});

describe('memory through the whole watcher', () => {
  it('takes the idle one first, with a minute to cancel, and says who and why', async () => {
    const clock = new FakeClock();
    const runtime = new FakeRuntime('sbx', clock, [
      fakeSandbox('worker', { memoryBytes: 4 * gib, cpuFraction: 0.5 }),
      fakeSandbox('idle', { memoryBytes: 2 * gib }),
    ]);
    const settings = settingsWith({ memory: { budgetBytes: 5 * gib, minIdleMs: 20 * minute } });
    const { watcher, events, ledger } = watch(clock, [runtime], settings);
    await watcher.start();
    await clock.advance(23 * minute);
    expect(runtime.stops()).toEqual(['stop idle']);
    const warning = events.find((event) => event.type === 'warning');
    const stopping = events.find((event) => event.type === 'stopping');
    expect(warning).toMatchObject({ rule: 'memory', name: 'idle' });
    expect((stopping?.atMs ?? 0) - (warning?.atMs ?? 0)).toBeGreaterThanOrEqual(minute);
    expect(ledger.find((entry) => entry.decision === 'stopped')).toMatchObject({ rule: 'memory', who: 'policy' });
    expect(watcher.getState().victims.map(({ name }) => name)).toEqual(['worker']);
    await clock.advance(hour);
    expect(runtime.stops()).toEqual(['stop idle']);
  });

  it('in watch-only mode stops nobody and says it once an hour at most', async () => {
    const clock = new FakeClock();
    const runtime = new FakeRuntime('sbx', clock, [fakeSandbox('worker', { memoryBytes: 4 * gib, cpuFraction: 0.5 })]);
    const settings = settingsWith({ watchOnly: true, memory: { budgetBytes: 2 * gib, act: 'stop-largest' } });
    const { watcher, ledger } = watch(clock, [runtime], settings);
    await watcher.start();
    await clock.advance(3 * hour);
    expect(runtime.stops()).toEqual([]);
    const would = ledger.filter((entry) => entry.decision === 'would-stop').length;
    expect(would).toBeGreaterThanOrEqual(1);
    expect(would).toBeLessThanOrEqual(4);
  });
});

describe('what others do', () => {
  it('is written down: a stop outside Sandman, and the start of what it had stopped', async () => {
    const clock = new FakeClock();
    const runtime = new FakeRuntime('sbx', clock, [fakeSandbox('a'), fakeSandbox('b', { cpuFraction: 0.5 })]);
    const { watcher, ledger } = watch(clock, [runtime], settingsWith({}));
    await watcher.start();
    await clock.advance(34 * minute);
    expect(watcher.getState().savings).toMatchObject({ stops: 1 });
    runtime.get('b').status = 'stopped';
    await clock.advance(hour);
    runtime.get('a').status = 'running';
    await clock.advance(minute);
    expect(ledger.slice(-2)).toMatchObject([
      { decision: 'stopped-outside', sandbox: 'b', who: 'unknown', rule: 'outside' },
      { decision: 'started', sandbox: 'a', who: 'unknown' },
    ]);
    const { gbHours } = watcher.getState().savings;
    await clock.advance(5 * minute);
    expect(watcher.getState().savings.gbHours).toBe(gbHours);
  });
});
