import type { Vote } from '../model/activity.ts';
import type { ObservedSandbox } from '../model/snapshot.ts';
import type { Quiet } from './quiet.ts';
import type { RestingLevel } from './resting.ts';
import { asksModel, lastActiveOf, modelAnswerMs, type Before, type LastChange } from './votes.ts';

/** What the second look of a run is compared with. */
export function firstBefore(sandbox: ObservedSandbox, rest: RestingLevel): Before {
  const { network, sessions } = sandbox.usage;
  return {
    cpuSays: 'busy',
    network,
    sessions,
    lookedMonotonicMs: sandbox.observedMonotonicMs,
    askedMonotonicMs: askedBefore(sandbox),
    workspaceChangedAtMs: lastKnown(sandbox.workspaceChangedAtMs, undefined),
    daemonEventAtMs: sandbox.daemonEventAtMs,
    portsUsedAtMs: lastKnown(sandbox.portsUsedAtMs, undefined),
    rest,
  };
}

/** When a model was asked before anybody looked, if its answer may still be waited for; a request of the future was made now. */
function askedBefore({ usage: { network }, observedAtMs, observedMonotonicMs }: ObservedSandbox): number | undefined {
  if (network.kind !== 'last-seen' || typeof network.modelAtMs !== 'number') return undefined;
  const ageMs = Math.max(0, observedAtMs - network.modelAtMs);
  return ageMs < modelAnswerMs ? observedMonotonicMs - ageMs : undefined;
}

/** What the next look is compared with. A reading that failed does not wipe out the one before it. */
export function beforeOf(
  sandbox: ObservedSandbox,
  before: Before,
  votes: readonly Vote[],
  isKnown: boolean,
  rest: RestingLevel,
  quiet: Quiet,
): Before {
  const { network, sessions } = sandbox.usage;
  const cpuSays = votes.find((vote) => vote.signal === 'cpu')?.says ?? 'unknown';
  return {
    cpuSays: cpuSays === 'unknown' ? before.cpuSays : cpuSays,
    network: network.kind === 'unknown' ? before.network : network,
    sessions: sessions === 'unknown' ? before.sessions : sessions,
    workspaceChangedAtMs: lastKnown(sandbox.workspaceChangedAtMs, before.workspaceChangedAtMs),
    daemonEventAtMs: lastKnown(sandbox.daemonEventAtMs, before.daemonEventAtMs),
    portsUsedAtMs: lastKnown(sandbox.portsUsedAtMs, before.portsUsedAtMs),
    lookedMonotonicMs: isKnown ? sandbox.observedMonotonicMs : before.lookedMonotonicMs,
    askedMonotonicMs: asksModel(network, before.network) ? sandbox.observedMonotonicMs : before.askedMonotonicMs,
    rest,
    quiet,
    lastActiveAtMs: lastActiveOf(votes),
  };
}

/** What could not be told stays what it was. */
function lastKnown(now: LastChange | 'unknown', before: LastChange): LastChange {
  return now === undefined || now === 'unknown' ? before : now;
}
