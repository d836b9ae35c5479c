import { expect, it } from 'vitest';
import { FakeClock } from '../support/fake-clock.ts';
import { FakeRuntime, fakeSandbox } from '../support/fake-runtime.ts';
import { minute, settingsWith, watch } from '../support/watched.ts';

async function given() {
  const clock = new FakeClock();
  const runtime = new FakeRuntime('sbx', clock, [fakeSandbox('a'), fakeSandbox('b'), fakeSandbox('c')]);
  const { watcher } = watch(clock, [runtime], settingsWith({ idle: { enabled: false } }));
  await watcher.start();
  await clock.advance(60 * minute + 7_000);
  return { clock, runtime, watcher };
}

it('"stop all idle" looks first: what went to work since the last look is left alone (guards: the look)', async () => {
  const { clock, runtime, watcher } = await given();
  // The first one: no look that verifies a stop comes before it.
  runtime.get('a').cpuFraction = 0.9;
  clock.oversleep(2_000);
  expect(await watcher.stopIdle()).toEqual({ ok: true });
  expect(runtime.stops()).toEqual(['stop b', 'stop c']);
});

it('"stop all idle" goes one after another, and leaves alone what went to work meanwhile (guards: stateNow)', async () => {
  const { clock, runtime, watcher } = await given();
  const stop = runtime.stop.bind(runtime);
  let atOnce = 0;
  runtime.stop = async (sandbox) => {
    atOnce += 1;
    expect(atOnce).toBe(1);
    await stop(sandbox);
    runtime.get('c').cpuFraction = 0.9;
    clock.oversleep(2_000);
    atOnce -= 1;
  };
  expect(await watcher.stopIdle()).toEqual({ ok: true });
  expect(runtime.stops()).toEqual(['stop a', 'stop b']);
});

it('"stop all idle" names what could not be stopped', async () => {
  const { clock, runtime, watcher } = await given();
  runtime.stopDoesNothing = true;
  const result = watcher.stopIdle();
  await clock.advance(2 * minute);
  expect(await result).toEqual({
    ok: false,
    message: { id: 'failure.notStopped', values: { names: ['a', 'b', 'c'] } },
  });
});

it('"stop all idle" says so when its look finds nobody idle any more (guards: the answer)', async () => {
  const { clock, runtime, watcher } = await given();
  for (const name of ['a', 'b', 'c']) runtime.get(name).cpuFraction = 0.9;
  clock.oversleep(2_000);
  expect(await watcher.stopIdle()).toEqual({ ok: true, said: { id: 'stopIdle.none' } });
  expect(runtime.stops()).toEqual([]);
});
