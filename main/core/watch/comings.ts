import type { Decision } from '../model/decision.ts';
import type { SandboxKey } from '../model/sandbox.ts';
import type { ObservedSandbox, Snapshot } from '../model/snapshot.ts';
import { runStateOf } from './run-state.ts';

export interface ComingsAndGoings {
  readonly started: readonly ObservedSandbox[];
  /** As they were when they were last seen running. */
  readonly stopped: readonly ObservedSandbox[];
}

/** What began and ended to run between two looks. What was merely not seen has not ended. */
export function comingsAndGoings(before: Snapshot | null, now: Snapshot): ComingsAndGoings {
  const ran = (before?.sandboxes ?? []).filter((one) => one.status === 'running');
  const runs = now.sandboxes.filter((one) => one.status === 'running');
  const ranBefore = keysOf(ran);
  const runsNow = keysOf(runs);
  return {
    started: runs.filter((one) => !ranBefore.has(one.key)),
    stopped: ran.filter((one) => !runsNow.has(one.key) && runStateOf(one.key, now) === 'not-running'),
  };
}

/** What was announced to be stopped and is not there any more needs no warning. */
export function withdrawalsOfGone(
  pending: readonly SandboxKey[],
  present: ReadonlyMap<SandboxKey, ObservedSandbox>,
): readonly Decision[] {
  return pending.filter((key) => !present.has(key)).map((key) => ({ kind: 'withdraw', key, reason: 'gone' }));
}

function keysOf(sandboxes: readonly ObservedSandbox[]): ReadonlySet<SandboxKey> {
  return new Set(sandboxes.map((one) => one.key));
}
