import type { Vote } from '../model/activity.ts';
import type { NetworkReading, SessionsReading } from '../model/sandbox.ts';
import type { ObservedSandbox } from '../model/snapshot.ts';
import { leastStrictMs, noiseMs, standsOutFrom, strictNoiseMs, type Quiet } from './quiet.ts';
import type { RestingLevel } from './resting.ts';
import type { Settings } from '../settings/schema.ts';

/** Wall clock of the last change that was seen, null when there was nothing to see; undefined when nobody could tell yet. */
export type LastChange = number | null | undefined;

/** What the looks before said, as far as a vote needs it. */
export interface Before {
  readonly cpuSays: Vote['says'];
  readonly network: NetworkReading;
  readonly sessions: SessionsReading;
  readonly workspaceChangedAtMs?: LastChange;
  readonly daemonEventAtMs?: LastChange;
  readonly portsUsedAtMs?: LastChange;
  /** Monotonic time of the last look that saw everything; left out when it is not known how long ago that was. */
  readonly lookedMonotonicMs?: number | undefined;
  /** Monotonic time at which a request to a model was last seen to be new; left out when none was. */
  readonly askedMonotonicMs?: number | undefined;
  /** What it uses at rest, once that is known. */
  readonly rest?: RestingLevel | undefined;
  /** What its processor time was since it was last at work. */
  readonly quiet?: Quiet | undefined;
  /** A stop is due, or announced. */
  readonly isDue?: boolean | undefined;
  /** This is the look before a stop, or one that somebody asked for. Only while one is due. */
  readonly isLast?: boolean | undefined;
  /** Its traffic is not counted, so that little more than its processor time tells of work. Only in the later half of the way to a stop. */
  readonly isUncounted?: boolean | undefined;
  /** A port is published, and its traffic is not seen. Only in the later half of the way to a stop. */
  readonly isServed?: boolean | undefined;
  /** Wall clock when each signal last showed work. */
  readonly lastActiveAtMs?: LastActive | undefined;
}

export type LastActive = Readonly<Partial<Record<Vote['signal'], number>>>;

type IdleSettings = Settings['idle'];
type Opinion = Omit<Vote, 'lastActiveAtMs'> & {
  /** When the work was, where the signal itself knows; else it is the time of the look. */
  readonly workAtMs?: number | null;
};

/**
 * An agent that waits for the answer of a model uses no processor and sends nothing, and its one request may last this long
 * (the time limit of the providers' own libraries; reference, section 5.2). The timeout is a part of that time: only where it
 * is shorter does the request count as work for the remainder.
 */
export const modelAnswerMs = 10 * 60_000;

/**
 * What would be work within so many seconds is work in a longer look, too: one request to a model is 15 kB and more, and a
 * look once a minute must not spread it so thin that nobody sees it.
 */
const burstSeconds = 4.5;

/**
 * One vote of each signal over one sandbox, given what was seen before. `timeoutMs` is the idle time after which it would be
 * stopped without a session.
 */
export function votesOf(
  sandbox: ObservedSandbox,
  before: Before,
  settings: IdleSettings,
  timeoutMs = settings.timeoutMs,
): readonly Vote[] {
  return [
    cpuVote(sandbox, before, settings),
    networkVote(sandbox, before, settings, timeoutMs),
    sessionsVote(sandbox.usage.sessions, before.sessions, sandbox.usage.sessionsAsked),
    ...changeVote('workspace', sandbox.workspaceChangedAtMs, before.workspaceChangedAtMs),
    ...changeVote('daemon', sandbox.daemonEventAtMs, before.daemonEventAtMs),
    ...changeVote('ports', sandbox.portsUsedAtMs, before.portsUsedAtMs),
  ].map((opinion) => withLastActive(opinion, before.lastActiveAtMs, sandbox.observedAtMs));
}

function withLastActive(opinion: Opinion, before: LastActive | undefined, atMs: number): Vote {
  const { signal, says, value, threshold, workAtMs } = opinion;
  const known = before?.[signal] ?? null;
  // A file or a daemon may have a clock of its own: nothing was active later than now.
  const now = says === 'busy' ? Math.min(workAtMs ?? atMs, atMs) : null;
  return { signal, says, value, threshold, lastActiveAtMs: now === null ? known : Math.max(now, known ?? 0) };
}

/** What is remembered of the votes for the next look. */
export function lastActiveOf(votes: readonly Vote[]): LastActive {
  const known: { -readonly [signal in keyof LastActive]: number } = {};
  for (const { signal, lastActiveAtMs } of votes)
    if (typeof lastActiveAtMs === 'number') known[signal] = lastActiveAtMs;
  return known;
}

/** Processor time is told in steps of so many milliseconds (`USER_HZ`, and the same in the daemon's answers). */
const tickMs = 10;

/** So far above what a sandbox uses at rest its processor time is still rest, as a share of a core. */
const aboveRest = 0.01;

/**
 * Two thresholds, so that a value between them does not flap: there the verdict stays what it was, unless it stands out from
 * the quiet before it, or nothing is known of that. A sandbox that is known to use more at rest has a higher lower one. Once a
 * stop is due, much less that stands out is work: an agent that takes up its work again may well need no more than that. So is it
 * before that where traffic is not counted: a short conversation, or a page, costs less than the lower threshold lets pass in
 * a minute. In the short look before a stop it may be a timer, or somebody who begins just then: the next look tells.
 */
export function cpuVote(
  { cpuFraction, observedMonotonicMs }: Pick<ObservedSandbox, 'cpuFraction' | 'observedMonotonicMs'>,
  before: Pick<
    Before,
    'cpuSays' | 'rest' | 'quiet' | 'isDue' | 'isLast' | 'isUncounted' | 'isServed' | 'lookedMonotonicMs'
  >,
  settings: IdleSettings,
): Vote {
  const { cpuBusyFraction, cpuIdleFraction } = settings;
  const vote = (says: Vote['says'], threshold: number): Vote => ({
    signal: 'cpu',
    says,
    value: cpuFraction,
    threshold,
  });
  if (cpuFraction === null) return vote('unknown', cpuBusyFraction);
  const { quiet, isDue, isLast, isUncounted, isServed, lookedMonotonicMs } = before;
  // What is told in ticks may have been one less or one more, and that is much of a short look.
  const forMs = observedMonotonicMs - (lookedMonotonicMs ?? observedMonotonicMs);
  const tick = forMs > 0 ? tickMs / forMs : 0;
  if (cpuFraction - tick > cpuBusyFraction) return vote('busy', cpuBusyFraction);
  const isQuiet = quiet !== undefined && quiet.forMs > 0 && lookedMonotonicMs !== undefined;
  const noise = isQuiet && isDue && (isLast || isUncounted) ? strictNoiseMs(quiet, isServed) : noiseMs;
  const stage = isDue ? 'due' : 'late';
  const standsOut = isQuiet ? standsOutFrom(quiet, forMs, noise, stage) : null;
  if (isQuiet && standsOut !== null && (isDue || isUncounted)) {
    const threshold = Math.min(cpuBusyFraction, standsOut);
    if (cpuFraction > standsOut) return vote('busy', threshold);
    const isWonted = isDue && isLast && cpuFraction > standsOutFrom(quiet, forMs, leastStrictMs(isServed), stage);
    return isWonted ? { ...vote('unknown', threshold), alone: true } : vote('idle', threshold);
  }
  const atRest = before.rest?.cpuFraction ?? null;
  const resting = atRest === null ? 0 : Math.min(atRest + aboveRest, cpuBusyFraction);
  const threshold = Math.max(cpuIdleFraction, resting);
  if (cpuFraction === 0 || cpuFraction + tick < threshold) return vote('idle', threshold);
  const stays = before.cpuSays === 'idle' && standsOut !== null && cpuFraction <= standsOut;
  return vote(stays ? 'idle' : 'busy', threshold);
}

function networkVote(sandbox: ObservedSandbox, before: Before, settings: IdleSettings, timeoutMs: number): Opinion {
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
      const bytes = before.network.kind === 'counter' ? network.totalBytes - before.network.totalBytes : 0;
      const burst = bytes - restBytes(sandbox, before) > threshold * burstSeconds;
      return vote(burst || rate > threshold ? 'busy' : 'idle', rate, threshold);
    }
    case 'last-seen': {
      if (before.network.kind !== 'last-seen') return vote('unknown', null, null);
      const quietForMs = network.atMs === null ? null : sandbox.observedAtMs - network.atMs;
      const workAtMs = network.atMs;
      if (isNewRequest(network, before.network)) return { ...vote('busy', quietForMs, null), workAtMs };
      const answerMs = modelAnswerMs - timeoutMs;
      const askedForMs = sandbox.observedMonotonicMs - (before.askedMonotonicMs ?? Number.NEGATIVE_INFINITY);
      return askedForMs < answerMs
        ? { ...vote('busy', quietForMs, answerMs), workAtMs }
        : vote('idle', quietForMs, null);
    }
  }
}

type LastSeen = Extract<NetworkReading, { kind: 'last-seen' }>;

/** True when any host has been asked since the look before. */
export function isNewRequest(now: LastSeen, before: LastSeen): boolean {
  return now.atMs !== before.atMs || now.rowsMs !== before.rowsMs;
}

/** True when a request to a model has been made since the look before. */
export function asksModel(now: NetworkReading, before: NetworkReading): boolean {
  if (now.kind !== 'last-seen' || typeof now.modelAtMs !== 'number') return false;
  return before.kind !== 'last-seen' || now.modelAtMs !== before.modelAtMs;
}

/** What would have gone over the network since the look before if it were at rest. */
export function restBytes({ observedMonotonicMs }: ObservedSandbox, { rest, lookedMonotonicMs }: Before): number {
  const bytesPerSecond = rest?.bytesPerSecond ?? 0;
  return lookedMonotonicMs === undefined ? 0 : (bytesPerSecond * (observedMonotonicMs - lookedMonotonicMs)) / 1000;
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
 * A thing that was touched since the look before: files of the workspace, sessions in the daemon's log, a published port. One
 * that is not there at all has no vote (a sandbox with a copy of its own writes nothing here), but a port is there, even if nobody
 * has called yet. The first look has nothing to compare, except that a port is told to be used only when that was seen.
 */
function changeVote(
  signal: 'workspace' | 'daemon' | 'ports',
  now: LastChange | 'unknown',
  before: LastChange,
): readonly Opinion[] {
  if (now === undefined) return [];
  const vote = (says: Vote['says']): Opinion => ({
    signal,
    says,
    value: typeof now === 'number' ? now : null,
    threshold: null,
  });
  if (now === 'unknown') return [vote('unknown')];
  if (now === null && (before === null || before === undefined)) return [vote(signal === 'ports' ? 'idle' : 'absent')];
  if (now === before || (before === undefined && signal !== 'ports')) return [vote('idle')];
  return [{ ...vote('busy'), workAtMs: now }];
}

/** Any busy vote is busy; without one, any unknown vote is unknown; processor time must have spoken for idle. */
export function verdictOf(votes: readonly Vote[]): 'busy' | 'idle' | 'unknown' {
  if (votes.some((vote) => vote.says === 'busy')) return 'busy';
  if (votes.some((vote) => vote.says === 'unknown')) return 'unknown';
  return votes.some((vote) => vote.signal === 'cpu' && vote.says === 'idle') ? 'idle' : 'unknown';
}
