import { describe, expect, it } from 'vitest';
import { message, quoted } from '../../../main/core/i18n/message.ts';
import { RuntimeError } from '../../../main/core/runtimes/runtime.ts';
import { FakeClock } from '../support/fake-clock.ts';
import { FakeRuntime, fakeSandbox } from '../support/fake-runtime.ts';
import { settingsWith, watch } from '../support/watched.ts';

const key = 'sbx/one';

async function stopped() {
  const clock = new FakeClock();
  const runtime = new FakeRuntime('sbx', clock, [fakeSandbox('one')]);
  const watched = watch(clock, [runtime], settingsWith({}));
  await watched.watcher.start();
  expect(await watched.watcher.stopSandbox(key)).toEqual({ ok: true });
  const sandbox = () => watched.watcher.getState().sandboxes[0];
  return { clock, runtime, sandbox, ...watched };
}

describe('after a stop', () => {
  it('the state says who stopped it, and what that gave back, until it runs again', async () => {
    const { sandbox, watcher, clock } = await stopped();
    expect(sandbox()?.stopNote).toMatchObject({ who: 'user', freedBytes: 500_000_000, atMs: clock.wallMs() });
    expect(await watcher.startSandbox(key)).toEqual({ ok: true });
    expect(sandbox()).toMatchObject({ status: 'running' });
    expect(sandbox()?.stopNote).toBeUndefined();
  });

  it('a start by the user is in the ledger as theirs, once', async () => {
    const { watcher, ledger } = await stopped();
    await watcher.startSandbox(key);
    const starts = ledger.filter((entry) => entry.decision === 'started');
    expect(starts).toMatchObject([{ rule: 'user', who: 'user', sandbox: 'one', reason: 'started again by you' }]);
  });

  it('a second start while the first is under way is refused, and so is a start of what runs', async () => {
    const { watcher, runtime } = await stopped();
    const [first, second] = await Promise.all([watcher.startSandbox(key), watcher.startSandbox(key)]);
    expect(first).toEqual({ ok: true });
    expect(second).toMatchObject({ ok: false });
    expect(await watcher.startSandbox(key)).toEqual({ ok: false, message: { id: 'failure.notStoppedNow' } });
    expect(runtime.calls.filter((call) => call === 'start one')).toHaveLength(1);
  });

  it('the state says that it is starting', async () => {
    const { watcher, runtime, sandbox } = await stopped();
    let step: string | undefined;
    const start = runtime.start.bind(runtime);
    runtime.start = (one) => {
      step = sandbox()?.progress?.step;
      return start(one);
    };
    await watcher.startSandbox(key);
    expect(step).toBe('starting');
    expect(sandbox()?.progress).toBeUndefined();
  });

  it('a start that the runtime refuses says why, and is in the ledger', async () => {
    const { watcher, runtime, ledger, sandbox } = await stopped();
    runtime.startFails = new RuntimeError('ready', quoted('no disk left'));
    expect(await watcher.startSandbox(key)).toEqual({ ok: false, message: quoted('no disk left') });
    expect(ledger.at(-1)).toMatchObject({ decision: 'start-failed', who: 'user', reason: 'no disk left' });
    expect(sandbox()?.stopNote).toBeDefined();
  });

  it('a runtime that says it started is not believed before its list says so', async () => {
    const { watcher, runtime, clock } = await stopped();
    runtime.startDoesNothing = true;
    const answer = watcher.startSandbox(key);
    await clock.advance(31_000);
    expect(await answer).toEqual({ ok: false, message: { id: 'failure.doesNotRun' } });
  });

  it('a failed start is no start where it runs all the same', async () => {
    const { watcher, runtime } = await stopped();
    runtime.start = (one) => {
      runtime.get(one.name).status = 'running';
      return Promise.reject(new RuntimeError('hung', message('daemon.timedOut')));
    };
    expect(await watcher.startSandbox(key)).toEqual({ ok: true });
  });

  it('nothing can be started where the runtime needs a terminal for it', async () => {
    const { watcher, runtime } = await stopped();
    Object.assign(runtime, { start: undefined });
    expect(await watcher.startSandbox(key)).toEqual({ ok: false, message: { id: 'failure.onlyInTerminal' } });
  });

  it('a start from outside takes the note away, too', async () => {
    const { runtime, sandbox, watcher, ledger } = await stopped();
    runtime.get('one').status = 'running';
    await watcher.lookNow();
    expect(sandbox()?.stopNote).toBeUndefined();
    expect(ledger.filter((entry) => entry.who === 'user' && entry.decision === 'started')).toEqual([]);
  });
});
