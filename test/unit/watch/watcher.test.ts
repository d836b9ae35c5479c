import { describe, expect, it } from 'vitest';
import { quoted } from '../../../main/core/i18n/message.ts';
import { RuntimeError } from '../../../main/core/runtimes/runtime.ts';
import { FakeClock } from '../support/fake-clock.ts';
import { FakeRuntime, fakeSandbox } from '../support/fake-runtime.ts';
import { minute, settingsWith, watch } from '../support/watched.ts';

function given(...sandboxes: ReturnType<typeof fakeSandbox>[]) {
  const clock = new FakeClock();
  const runtime = new FakeRuntime('sbx', clock, sandboxes);
  return { clock, runtime };
}

describe('an idle sandbox', () => {
  it('is warned at the timeout and stopped when the warning time is over', async () => {
    const { clock, runtime } = given(fakeSandbox('idle'), fakeSandbox('busy', { cpuFraction: 0.5 }));
    const { watcher, events, ledger, eventTypes } = watch(clock, [runtime], settingsWith({}));
    await watcher.start();
    await clock.advance(30 * minute);
    expect(eventTypes()).toEqual([]);
    await clock.advance(20_000);
    expect(events).toMatchObject([{ type: 'warning', name: 'idle' }]);
    expect(runtime.stops()).toEqual([]);
    await clock.advance(2 * minute + 10_000);
    expect(runtime.stops()).toEqual(['stop idle']);
    expect(eventTypes()).toEqual(['warning', 'stopping', 'stopped']);
    expect(ledger.map((entry) => entry.decision)).toEqual(['warned', 'stopping', 'stopped']);
    expect(ledger[2]).toMatchObject({ who: 'policy', rule: 'idle', sandbox: 'idle', freedBytes: 500_000_000 });
    expect(ledger[2]?.evidence).toMatchObject({ sessions: 0, timeoutMs: 30 * minute });
    expect(runtime.get('busy').status).toBe('running');
    await clock.advance(24 * 60 * minute);
    expect(runtime.stops()).toEqual(['stop idle']);
  });

  it('is looked at once more, between the end of the warning and the stop', async () => {
    const { clock, runtime } = given(fakeSandbox('idle'));
    const { watcher } = watch(clock, [runtime], settingsWith({ idle: { timeoutMs: minute, warningMs: 10_000 } }));
    await watcher.start();
    await clock.advance(3 * minute);
    const stopAt = runtime.calls.indexOf('stop idle');
    expect(runtime.calls.slice(stopAt - 4, stopAt)).toEqual(['detect', 'list', 'detect', 'list']);
  });

  it('that goes to work just before the stop is left alone (guards: the last look)', async () => {
    const { clock, runtime } = given(fakeSandbox('late'));
    const { watcher, events, eventTypes } = watch(
      clock,
      [runtime],
      settingsWith({ idle: { timeoutMs: minute, warningMs: 10_000 } }),
    );
    await watcher.start();
    while (events[0]?.type !== 'warning') await clock.advance(1_000);
    const dueMs = clock.monotonicMs() + 10_000;
    // Up to the look that finds the stop due. From then on it works, so only the last look can see it.
    let looksBefore = 0;
    const looks = () => runtime.calls.filter((call) => call === 'list').length;
    while (clock.monotonicMs() < dueMs || looks() === looksBefore) {
      if (clock.monotonicMs() < dueMs) looksBefore = looks();
      await clock.advance(100);
    }
    expect(eventTypes()).toEqual(['warning']);
    runtime.get('late').cpuFraction = 0.4;
    await clock.advance(minute);
    expect(runtime.stops()).toEqual([]);
    expect(eventTypes()).toEqual(['warning', 'withdrawn']);
  });

  it('with a silent session gets the longer timeout', async () => {
    const { clock, runtime } = given(fakeSandbox('attached', { sessions: 1 }));
    const { watcher, eventTypes } = watch(clock, [runtime], settingsWith({}));
    await watcher.start();
    await clock.advance(119 * minute);
    expect(eventTypes()).toEqual([]);
    await clock.advance(4 * minute);
    expect(eventTypes()).toEqual(['warning', 'stopping', 'stopped']);
  });

  it('is not stopped while it is kept awake, and is warned again afterwards', async () => {
    const { clock, runtime } = given(fakeSandbox('kept'));
    const { watcher, eventTypes } = watch(clock, [runtime], settingsWith({}));
    await watcher.start();
    await clock.advance(31 * minute);
    expect(eventTypes()).toEqual(['warning']);
    await watcher.keepAwake('sbx/kept', 30 * minute);
    expect(eventTypes()).toEqual(['warning', 'withdrawn']);
    await clock.advance(29 * minute);
    expect(runtime.stops()).toEqual([]);
    await clock.advance(5 * minute);
    expect(eventTypes()).toEqual(['warning', 'withdrawn', 'warning', 'stopping', 'stopped']);
  });

  it('is only spoken of in watch-only mode, and only once', async () => {
    const { clock, runtime } = given(fakeSandbox('spared'));
    const { watcher, events, ledger } = watch(clock, [runtime], settingsWith({ watchOnly: true }));
    await watcher.start();
    await clock.advance(5 * 60 * minute);
    expect(runtime.stops()).toEqual([]);
    expect(events).toMatchObject([
      { type: 'warning', dryRun: true },
      { type: 'stopped', dryRun: true },
    ]);
    expect(ledger.map((entry) => entry.decision)).toEqual(['warned', 'would-stop']);
    expect(watcher.getState().sandboxes[0]?.progress?.step).toBe('would-stop');
  });
});

describe('what cannot be seen', () => {
  it.each([
    ['unknown sessions', { sessions: 'unknown' as const }],
    ['an unknown network', { network: { kind: 'unknown' as const } }],
  ])('never leads to a stop: %s', async (_, patch) => {
    const { clock, runtime } = given(fakeSandbox('dark', patch));
    const { watcher, eventTypes } = watch(clock, [runtime], settingsWith({}));
    await watcher.start();
    await clock.advance(24 * 60 * minute);
    expect(eventTypes()).toEqual([]);
    expect(watcher.getState().sandboxes[0]?.activity).toMatchObject({ state: 'unknown', idleForMs: 0 });
  });

  it('withdraws a warning: a runtime that stops answering', async () => {
    const { clock, runtime } = given(fakeSandbox('idle'));
    const { watcher, eventTypes } = watch(clock, [runtime], settingsWith({}));
    await watcher.start();
    await clock.advance(31 * minute);
    expect(eventTypes()).toEqual(['warning']);
    runtime.listFails = new RuntimeError('hung', quoted('no answer'));
    await clock.advance(10 * minute);
    expect(eventTypes()).toEqual(['warning', 'withdrawn']);
    const [seen] = watcher.getState().sandboxes;
    expect(seen).toMatchObject({ name: 'idle', status: 'running', fresh: false });
    expect(watcher.getState().runtimes).toMatchObject([{ id: 'sbx', state: 'hung' }]);
    runtime.listFails = null;
    await clock.advance(5 * minute);
    expect(runtime.stops()).toEqual([]);
  });

  it('asks a hung runtime once a minute only', async () => {
    const { clock, runtime } = given(fakeSandbox('any'));
    runtime.listFails = new RuntimeError('hung', quoted('no answer'));
    const { watcher } = watch(clock, [runtime], settingsWith({}));
    await watcher.start();
    await clock.advance(10 * minute);
    expect(runtime.calls.filter((call) => call === 'list').length).toBeLessThanOrEqual(11);
    expect(runtime.calls.filter((call) => call === 'list').length).toBeGreaterThanOrEqual(9);
  });

  it('is not idleness: the time asleep', async () => {
    const { clock, runtime } = given(fakeSandbox('laptop'));
    const { watcher, eventTypes } = watch(clock, [runtime], settingsWith({}));
    await watcher.start();
    await clock.advance(29 * minute);
    clock.sleep(8 * 60 * minute);
    await clock.advance(10 * minute);
    expect(eventTypes()).toEqual([]);
  });

  it.each([-24 * 60 * minute, 24 * 60 * minute])(
    'is not idleness: a wall clock that jumps by %d ms',
    async (jumpMs) => {
      const { clock, runtime } = given(fakeSandbox('jump'));
      const { watcher, eventTypes } = watch(clock, [runtime], settingsWith({}));
      await watcher.start();
      await clock.advance(15 * minute);
      clock.jumpWall(jumpMs);
      await clock.advance(14 * minute);
      expect(eventTypes()).toEqual([]);
      await clock.advance(20 * minute);
      expect(eventTypes()).toEqual(['warning', 'stopping', 'stopped']);
    },
  );

  it('is another sandbox: the same name with another id', async () => {
    const { clock, runtime } = given(fakeSandbox('reborn', { id: 'a' }));
    const { watcher, eventTypes } = watch(clock, [runtime], settingsWith({}));
    await watcher.start();
    await clock.advance(31 * minute);
    expect(eventTypes()).toEqual(['warning']);
    runtime.get('reborn').id = 'b';
    await clock.advance(10 * minute);
    expect(eventTypes()).toEqual(['warning', 'withdrawn']);
    expect(runtime.stops()).toEqual([]);
  });
});

describe('a stop', () => {
  it('that does nothing is reported once and tried again with growing pauses', async () => {
    const { clock, runtime } = given(fakeSandbox('stubborn'));
    runtime.stopDoesNothing = true;
    const { watcher, events, ledger } = watch(clock, [runtime], settingsWith({}));
    await watcher.start();
    await clock.advance(34 * minute);
    expect(watcher.getState().sandboxes[0]?.progress).toMatchObject({ step: 'stop-failed' });
    await clock.advance(2 * 60 * minute);
    expect(runtime.stops().length).toBeGreaterThan(1);
    expect(runtime.stops().length).toBeLessThan(6);
    expect(events.filter((event) => event.type === 'stop-failed')).toHaveLength(1);
    expect(ledger.filter((entry) => entry.decision === 'stop-failed')).toHaveLength(runtime.stops().length);
  });

  it('that failed but worked all the same counts as done', async () => {
    const { clock, runtime } = given(fakeSandbox('half'));
    const { watcher, eventTypes } = watch(clock, [runtime], settingsWith({}));
    runtime.stop = () => {
      runtime.get('half').status = 'stopped';
      return Promise.reject(new RuntimeError('hung', quoted('the command did not answer')));
    };
    await watcher.start();
    await clock.advance(34 * minute);
    expect(eventTypes()).toEqual(['warning', 'stopping', 'stopped']);
  });

  it('by the user comes at once, is verified, and is refused while it is under way', async () => {
    const { clock, runtime } = given(fakeSandbox('mine', { cpuFraction: 0.9 }));
    const { watcher, ledger } = watch(clock, [runtime], settingsWith({}));
    await watcher.start();
    const first = watcher.stopSandbox('sbx/mine');
    const second = await watcher.stopSandbox('sbx/mine');
    expect(second).toEqual({ ok: false, message: { id: 'failure.alreadyStopping' } });
    expect(await first).toEqual({ ok: true });
    expect(runtime.stops()).toEqual(['stop mine']);
    expect(ledger.map((entry) => [entry.decision, entry.who])).toEqual([
      ['stopping', 'user'],
      ['stopped', 'user'],
    ]);
    expect(await watcher.stopSandbox('sbx/mine')).toMatchObject({ ok: false });
    expect(await watcher.stopSandbox('sbx/nobody')).toMatchObject({ ok: false });
  });
});
