import type { Vote } from '../model/activity.ts';
import type { NetworkReading, SessionsReading } from '../model/sandbox.ts';
import type { ObservedSandbox } from '../model/snapshot.ts';
import type { Settings } from '../settings/schema.ts';

/** What the look before said, as far as a vote needs it. */
export interface Before {
  readonly cpuSays: Vote['says'];
  readonly network: NetworkReading;
  readonly sessions: SessionsReading;
}

type IdleSettings = Settings['idle'];

/** One vote of each signal over one sandbox, given what was seen one look earlier. */
export function votesOf(sandbox: ObservedSandbox, before: Before, settings: IdleSettings): readonly Vote[] {
  return [
    cpuVote(sandbox.cpuFraction, before.cpuSays, settings),
    networkVote(sandbox, before.network, settings),
    sessionsVote(sandbox.usage.sessions, before.sessions),
  ];
}

/** Two thresholds, so that a value between them does not flap: there the verdict stays what it was. */
export function cpuVote(cpuFraction: number | null, beforeSays: Vote['says'], settings: IdleSettings): Vote {
  const vote = (says: Vote['says'], threshold: number): Vote => ({
    signal: 'cpu',
    says,
    value: cpuFraction,
    threshold,
  });
  if (cpuFraction === null) return vote('unknown', settings.cpuBusyFraction);
  if (cpuFraction > settings.cpuBusyFraction) return vote('busy', settings.cpuBusyFraction);
  if (cpuFraction < settings.cpuIdleFraction) return vote('idle', settings.cpuIdleFraction);
  return vote(beforeSays === 'idle' ? 'idle' : 'busy', settings.cpuIdleFraction);
}

function networkVote(sandbox: ObservedSandbox, before: NetworkReading, settings: IdleSettings): Vote {
  const vote = (says: Vote['says'], value: number | null, threshold: number | null): Vote => ({
    signal: 'network',
    says,
    value,
    threshold,
  });
  const { network } = sandbox.usage;
  switch (network.kind) {
    case 'absent':
      return vote('absent', null, null);
    case 'unknown':
      return vote('unknown', null, null);
    case 'counter': {
      const rate = sandbox.networkBytesPerSecond;
      const threshold = settings.networkBusyBytesPerSecond;
      if (rate === null) return vote('unknown', null, threshold);
      return vote(rate > threshold ? 'busy' : 'idle', rate, threshold);
    }
    case 'last-seen': {
      if (before.kind !== 'last-seen') return vote('unknown', null, null);
      const quietForMs = network.atMs === null ? null : sandbox.observedAtMs - network.atMs;
      return vote(network.atMs === before.atMs ? 'idle' : 'busy', quietForMs, null);
    }
  }
}

/** A session that comes or goes is somebody at work; a session that merely stays is not (it chooses the longer timeout). */
function sessionsVote(sessions: SessionsReading, before: SessionsReading): Vote {
  const vote = (says: Vote['says'], value: number | null): Vote => ({
    signal: 'sessions',
    says,
    value,
    threshold: null,
  });
  if (sessions === 'absent') return vote('absent', null);
  if (sessions === 'unknown' || typeof before !== 'number') return vote('unknown', null);
  return vote(sessions === before ? 'idle' : 'busy', sessions);
}

/** Any busy vote is busy; without one, any unknown vote is unknown; processor time must have spoken for idle. */
export function verdictOf(votes: readonly Vote[]): 'busy' | 'idle' | 'unknown' {
  if (votes.some((vote) => vote.says === 'busy')) return 'busy';
  if (votes.some((vote) => vote.says === 'unknown')) return 'unknown';
  return votes.some((vote) => vote.signal === 'cpu' && vote.says === 'idle') ? 'idle' : 'unknown';
}
