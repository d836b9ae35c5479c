import type { Vote } from '../model/activity.ts';
import type { NetworkReading, SessionsReading } from '../model/sandbox.ts';
import type { ObservedSandbox } from '../model/snapshot.ts';
import type { Settings } from '../settings/schema.ts';

/** What the look before said, as far as a vote needs it. */
export interface Before {
  readonly cpuSays: Vote['says'];
  readonly network: NetworkReading;
  readonly sessions: SessionsReading;
  readonly workspaceChangedAtMs?: ObservedSandbox['workspaceChangedAtMs'];
  readonly daemonEventAtMs?: ObservedSandbox['daemonEventAtMs'];
  /** Wall clock when each signal last showed work. */
  readonly lastActiveAtMs?: LastActive;
}

export type LastActive = Readonly<Partial<Record<Vote['signal'], number>>>;

type IdleSettings = Settings['idle'];
type Opinion = Omit<Vote, 'lastActiveAtMs'> & {
  /** When the work was, where the signal itself knows; else it is the time of the look. */
  readonly workAtMs?: number | null;
};

/**
 * An agent that waits for the answer of a model uses no processor and sends nothing, and its one request may last this long
 * (the time limit of the providers' own libraries; reference, section 5.2). Never longer than the timeout itself.
 */
export const modelAnswerMs = 10 * 60_000;

/**
 * What would be work within so many seconds is work in a longer look, too: one request to a model is 15 kB and more, and a
 * look once a minute must not spread it so thin that nobody sees it.
 */
const burstSeconds = 5;

/** One vote of each signal over one sandbox, given what was seen one look earlier. */
export function votesOf(sandbox: ObservedSandbox, before: Before, settings: IdleSettings): readonly Vote[] {
  return [
    cpuVote(sandbox.cpuFraction, before.cpuSays, settings),
    networkVote(sandbox, before.network, settings),
    sessionsVote(sandbox.usage.sessions, before.sessions, sandbox.usage.sessionsAsked),
    ...changeVote('workspace', sandbox.workspaceChangedAtMs, before.workspaceChangedAtMs),
    ...changeVote('daemon', sandbox.daemonEventAtMs, before.daemonEventAtMs),
  ].map((opinion) => withLastActive(opinion, before.lastActiveAtMs, sandbox.observedAtMs));
}

function withLastActive({ workAtMs, ...vote }: Opinion, before: LastActive | undefined, atMs: number): Vote {
  const known = before?.[vote.signal] ?? null;
  // A file or a daemon may have a clock of its own: nothing was active later than now.
  const now = vote.says === 'busy' ? Math.min(workAtMs ?? atMs, atMs) : null;
  return { ...vote, lastActiveAtMs: now === null ? known : Math.max(now, known ?? 0) };
}

/** What is remembered of the votes for the next look. */
export function lastActiveOf(votes: readonly Vote[]): LastActive {
  return Object.fromEntries(
    votes.flatMap(({ signal, lastActiveAtMs }) =>
      typeof lastActiveAtMs === 'number' ? [[signal, lastActiveAtMs]] : [],
    ),
  );
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

function networkVote(sandbox: ObservedSandbox, before: NetworkReading, settings: IdleSettings): Opinion {
  const vote = (says: Vote['says'], value: number | null, threshold: number | null): Opinion => ({
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
      const burst = before.kind === 'counter' && network.totalBytes - before.totalBytes > threshold * burstSeconds;
      return vote(burst || rate > threshold ? 'busy' : 'idle', rate, threshold);
    }
    case 'last-seen': {
      if (before.kind !== 'last-seen') return vote('unknown', null, null);
      const quietForMs = network.atMs === null ? null : sandbox.observedAtMs - network.atMs;
      const workAtMs = network.atMs;
      if (network.atMs !== before.atMs) return { ...vote('busy', quietForMs, null), workAtMs };
      const answerMs = Math.min(modelAnswerMs, settings.timeoutMs);
      const asked = typeof network.modelAtMs === 'number' && sandbox.observedAtMs - network.modelAtMs < answerMs;
      return asked ? { ...vote('busy', quietForMs, answerMs), workAtMs } : vote('idle', quietForMs, null);
    }
  }
}

/** A session that comes or goes is somebody at work; a session that merely stays is not (it chooses the longer timeout). */
function sessionsVote(sessions: SessionsReading, before: SessionsReading, asked: boolean | undefined): Opinion {
  const vote = (says: Vote['says'], value: number | null): Opinion => ({
    signal: 'sessions',
    says,
    value,
    threshold: null,
  });
  if (sessions === 'absent' || asked === false) return vote('absent', null);
  if (sessions === 'unknown' || typeof before !== 'number') return vote('unknown', null);
  return vote(sessions === before ? 'idle' : 'busy', sessions);
}

/**
 * A thing that was touched since the look before: files of the workspace, sessions in the daemon's log. One that is not
 * there at all has no vote (a sandbox with a copy of its own writes nothing here), and the first look has nothing to compare.
 */
function changeVote(
  signal: 'workspace' | 'daemon',
  now: number | null | 'unknown' | undefined,
  before: number | null | 'unknown' | undefined,
): readonly Opinion[] {
  if (now === undefined) return [];
  const vote = (says: Vote['says']): Opinion => ({
    signal,
    says,
    value: typeof now === 'number' ? now : null,
    threshold: null,
  });
  if (now === 'unknown') return [vote('unknown')];
  if (now === null && (before === null || before === undefined)) return [vote('absent')];
  if (before === undefined || before === 'unknown' || now === before) return [vote('idle')];
  return [{ ...vote('busy'), workAtMs: now }];
}

/** Any busy vote is busy; without one, any unknown vote is unknown; processor time must have spoken for idle. */
export function verdictOf(votes: readonly Vote[]): 'busy' | 'idle' | 'unknown' {
  if (votes.some((vote) => vote.says === 'busy')) return 'busy';
  if (votes.some((vote) => vote.says === 'unknown')) return 'unknown';
  return votes.some((vote) => vote.signal === 'cpu' && vote.says === 'idle') ? 'idle' : 'unknown';
}
