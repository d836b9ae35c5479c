import type { Activity } from '../model/activity.ts';
import { formatDuration } from '../model/format.ts';
import type { Decision, IdleEvidence, Next } from '../model/decision.ts';
import { isFresh, type ObservedSandbox, type Snapshot } from '../model/snapshot.ts';
import type { Settings } from '../settings/schema.ts';
import { timeoutFor } from './timeout.ts';

/** Both clocks of one moment, in milliseconds. */
export interface Now {
  readonly wallMs: number;
  readonly monotonicMs: number;
}

/** A warning that was given and not withdrawn. */
export interface PendingStop {
  readonly warnedMonotonicMs: number;
  readonly stopMonotonicMs: number;
}

export interface IdleCase {
  readonly sandbox: ObservedSandbox;
  readonly activity: Activity;
  readonly pending?: PendingStop;
  /** Monotonic time before which a failed stop is not tried again. */
  readonly backOffUntilMs?: number;
  readonly snapshot: Snapshot;
}

export interface IdleVerdict {
  readonly decision?: Decision;
  readonly next?: Next;
}

/**
 * The idle rule for one running sandbox: warn at the timeout, stop when the warning time is over and it is idle still.
 * Whatever is not certain withdraws a warning and never leads to a stop (product.md, principle 1 and F7 to F10).
 */
export function decideIdle(one: IdleCase, settings: Settings, now: Now): IdleVerdict {
  const { sandbox, activity, pending } = one;
  const obstacle = obstacleTo(one, settings, now);
  if (obstacle !== null) {
    return pending ? { decision: { kind: 'withdraw', key: sandbox.key, reason: obstacle } } : {};
  }
  const timeoutMs = timeoutFor(sandbox, settings);
  const evidence = evidenceFor(sandbox, activity, timeoutMs);
  const leftMs = timeoutMs - activity.idleForMs;
  if (leftMs > 0) {
    if (pending) return { decision: { kind: 'withdraw', key: sandbox.key, reason: 'busy' } };
    return { next: { action: 'warn', atMs: now.wallMs + leftMs, reason: idleReason(evidence) } };
  }
  // Only a costly command knows the sessions; until it was asked, nobody can say that there is none.
  if (sandbox.usage.sessions === 'unknown') return {};
  if (one.backOffUntilMs !== undefined && now.monotonicMs < one.backOffUntilMs) return {};
  if (!pending) {
    const stopAtMs = now.wallMs + settings.idle.warningMs;
    return {
      decision: { kind: 'warn', key: sandbox.key, stopAtMs, evidence },
      next: { action: 'stop', atMs: stopAtMs, reason: idleReason(evidence) },
    };
  }
  const untilStopMs = Math.max(0, pending.stopMonotonicMs - now.monotonicMs);
  const next: Next = { action: 'stop', atMs: now.wallMs + untilStopMs, reason: idleReason(evidence) };
  return untilStopMs > 0 ? { next } : { decision: { kind: 'stop', key: sandbox.key, evidence }, next };
}

type Obstacle = Extract<Decision, { kind: 'withdraw' }>['reason'];

function obstacleTo({ sandbox, activity, snapshot }: IdleCase, settings: Settings, now: Now): Obstacle | null {
  if (sandbox.status !== 'running') return 'gone';
  if (!settings.idle.enabled) return 'disabled';
  if ((settings.keepAwakeUntilMs[sandbox.key] ?? 0) > now.wallMs) return 'kept-awake';
  if (!isFresh(sandbox, snapshot)) return 'unknown';
  return activity.state === 'idle' ? null : activity.state;
}

function evidenceFor(sandbox: ObservedSandbox, activity: Activity, timeoutMs: number): IdleEvidence {
  const { sessions, memory } = sandbox.usage;
  return {
    idleForMs: activity.idleForMs,
    timeoutMs,
    sessions: typeof sessions === 'number' ? sessions : null,
    cpuFraction: sandbox.cpuFraction,
    memoryBytes: memory?.usedBytes ?? null,
    votes: activity.votes,
  };
}

/** Why a sandbox is about to be stopped, in words: `idle for 30 min without a session`. */
export function idleReason(evidence: Pick<IdleEvidence, 'timeoutMs' | 'sessions'>): string {
  const withSession =
    evidence.sessions === null ? '' : evidence.sessions > 0 ? ' with a silent session' : ' without a session';
  return `idle for ${formatDuration(evidence.timeoutMs)}${withSession}`;
}
