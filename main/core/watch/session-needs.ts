import type { ObservedSandbox } from '../model/snapshot.ts';
import { timeoutFor } from '../policy/timeout.ts';
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
  readonly settings: Settings;
}

/**
 * How old the session count of a sandbox may be in the coming look, in milliseconds; null when nobody needs it. It is needed
 * while somebody looks on and where a decision is near; the last look before a stop asks in any case.
 */
export function sessionsMaxAgeMs(one: SessionsCase): number | null {
  const { sandbox, settings } = one;
  if (one.stopInMs !== null) {
    if (one.force) return 0;
    return one.stopInMs < sessionsSpacingMs + 5_000 ? enoughUntilTheStopMs : sessionsSpacingMs;
  }
  if (one.attentive) return sessionsSpacingMs;
  if (!sandbox || !settings.idle.enabled) return null;
  const soon = one.idleForMs + decisionNearMs;
  const { usage } = sandbox;
  if (soon < timeoutFor({ ...sandbox, usage: { ...usage, sessions: 0 } }, settings)) return null;
  const attached = typeof usage.sessions === 'number' && usage.sessions > 0;
  return attached && soon < timeoutFor(sandbox, settings) ? attachedSpacingMs : sessionsSpacingMs;
}
