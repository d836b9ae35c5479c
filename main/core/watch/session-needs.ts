import type { ObservedSandbox } from '../model/snapshot.ts';
import { timeoutFor } from '../settings/timeout.ts';
import type { Settings } from '../settings/schema.ts';
import { decisionNearMs } from './cadence.ts';

/** Each count of sessions costs a command: no more often than this (reference, section 10). */
export const sessionsSpacingMs = 30_000;
/** While a session is known to be attached, it is the longer timeout that matters: it is enough to see it end in time. */
const attachedSpacingMs = 5 * 60_000;
/** A count that the last look before a stop will renew anyway. */
const enoughUntilTheStopMs = 90_000;

export interface SessionsCase {
  readonly attentive: boolean;
  readonly force: boolean;
  /** As it was last seen; absent when it never was. */
  readonly sandbox?: ObservedSandbox;
  readonly idleForMs: number;
  /** Time until a stop that was announced; null when none was. */
  readonly stopInMs: number | null;
  /** Idle time at which a schedule that holds now would stop it; absent without one. */
  readonly scheduledIdleMs?: number;
  /** Time before which nothing is decided about it, because a stop failed or was only spoken of; 0 when it may be any time. */
  readonly heldForMs: number;
  readonly settings: Settings;
}

/**
 * How old the session count of a sandbox may be in the coming look, in milliseconds; null when nobody needs it. It is needed
 * while somebody looks on and where a decision is near; the last look before a stop asks in any case.
 */
export function sessionsMaxAgeMs(one: SessionsCase): number | null {
  const { sandbox, settings } = one;
  if (one.stopInMs !== null) {
    if (one.force && one.stopInMs <= 0) return 0;
    return one.stopInMs < sessionsSpacingMs + 5_000 ? enoughUntilTheStopMs : sessionsSpacingMs;
  }
  if (one.attentive) return sessionsSpacingMs;
  if (!sandbox || one.heldForMs > decisionNearMs) return null;
  if (!settings.idle.enabled && one.scheduledIdleMs === undefined) return null;
  const soon = one.idleForMs + decisionNearMs;
  const { sessions } = sandbox.usage;
  if (one.scheduledIdleMs !== undefined && soon >= one.scheduledIdleMs) return sessionsSpacingMs;
  if (!settings.idle.enabled || soon < timeoutFor(sandbox, settings, 0)) return null;
  const attached = typeof sessions === 'number' && sessions > 0;
  return attached && soon < timeoutFor(sandbox, settings) ? attachedSpacingMs : sessionsSpacingMs;
}
