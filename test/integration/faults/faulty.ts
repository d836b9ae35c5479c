import { expect } from 'vitest';
import type { RuntimeState } from '../../../main/core/model/runtime.ts';
import { Lab } from '../../lab/lab.ts';
import { labWatcher } from '../../lab/lab-watcher.ts';
import type { LabRuntime, LabSandbox } from '../../lab/scenario.ts';
import { settingsWith } from '../../unit/support/watched.ts';

/** Commands that hang get this long in these tests, instead of seconds; those that work get their own time. */
export const deadlineMs = 800;
/** By the watcher's clock an idle sandbox is stopped after this. */
const idleMs = 45_000;
const warningMs = 15_000;
/** Looks at rest are 15 s apart, a hung runtime is asked once a minute: five of them are far more than it takes to stop. */
const looksUnderFault = 6;

const idleOne: readonly LabSandbox[] = [{ name: 'idle', light: true }];

export interface Faulty {
  readonly lab: Lab;
  readonly watched: ReturnType<typeof labWatcher>;
  readonly runtime: LabRuntime;
  /** Ends commands early while it is on. */
  readonly impatience: { on: boolean };
}

/** A lab with one idle sandbox that would soon be stopped, and a watcher that has seen it twice. */
export async function given(runtime: LabRuntime, way: 'socket' | 'cli' = 'socket'): Promise<Faulty> {
  const lab = await Lab.start({
    ...(runtime === 'sbx' && { sbx: { way, sandboxes: idleOne } }),
    ...(runtime === 'docker-sandbox' && { dockerSandbox: { sandboxes: idleOne } }),
    ...(runtime === 'containers' && { containers: { sandboxes: idleOne } }),
  });
  const idle = { timeoutMs: idleMs, timeoutWithSessionsMs: idleMs, warningMs };
  const impatience = { on: false };
  const watched = labWatcher({
    env: lab.env,
    settings: settingsWith({ idle }),
    only: runtime,
    maxDeadlineMs: () => (impatience.on ? deadlineMs : Number.POSITIVE_INFINITY),
  });
  await watched.watcher.start();
  await watched.nextLook();
  const faulty = { lab, watched, runtime, impatience };
  expect(stateOf(faulty)).toMatchObject({ state: 'ready' });
  expect(sandboxOf(faulty)).toMatchObject({ status: 'running', fresh: true });
  return faulty;
}

export async function over({ lab, watched }: Faulty): Promise<void> {
  await watched.watcher.dispose();
  await lab.dispose();
}

export function stateOf({ watched, runtime }: Faulty): RuntimeState | undefined {
  return watched.watcher.getState().runtimes.find((one) => one.id === runtime);
}

export function sandboxOf({ watched }: Faulty) {
  return watched.watcher.getState().sandboxes.find((one) => one.name === 'idle');
}

/** Everything that the lab was asked to do to a sandbox. */
export function stopsIn({ lab }: Faulty): readonly string[] {
  return lab.calls.map((call) => [call.program, ...call.args].join(' ')).filter((call) => /\bstop\b/.test(call));
}

/** The fault lasts much longer than an idle sandbox would: nothing is stopped, and at the end the state says what is wrong. */
export async function endure(faulty: Faulty, looks = looksUnderFault): Promise<void> {
  for (let look = 0; look < looks; look += 1) await faulty.watched.nextLook();
  expect(stopsIn(faulty)).toEqual([]);
  expect(faulty.watched.ledger.filter((entry) => entry.decision !== 'withdrawn')).toEqual([]);
  expect(faulty.lab.box(faulty.runtime, 'idle').vm).not.toBeNull();
}

/** The fault is gone: the runtime is ready again, and the sandbox is stopped when it has been idle for its time once more. */
export async function recover(faulty: Faulty): Promise<void> {
  const { clock, watcher, nextLook } = faulty.watched;
  const sinceMs = clock.monotonicMs();
  for (let look = 0; look < 60 && faulty.lab.box(faulty.runtime, 'idle').vm; look += 1) await nextLook();
  await watcher.settle();
  expect(faulty.lab.box(faulty.runtime, 'idle').vm).toBeNull();
  expect(stateOf(faulty)).toMatchObject({ state: 'ready' });
  // Nothing of the time under the fault was counted as idleness.
  expect(clock.monotonicMs() - sinceMs).toBeGreaterThanOrEqual(idleMs + warningMs - 1_000);
  expect(sandboxOf(faulty)?.status).toBe('stopped');
}
