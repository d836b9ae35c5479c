import { formatDuration } from '../model/format.ts';
import type { IdleEvidence } from '../model/decision.ts';
import { policyFor } from '../settings/for-sandbox.ts';
import { evidenceOf, type Rule } from './case.ts';
import { timeoutFor } from '../settings/timeout.ts';

/** F7: what has been idle for its timeout is stopped. */
export const idleRule: Rule = (one, settings) => {
  const { enabled, warningMs } = policyFor(one.sandbox, settings).idle;
  if (!enabled || one.activity.state !== 'idle') return null;
  const evidence = evidenceOf(one, settings);
  const dueInMs = Math.max(0, timeoutFor(one.sandbox, settings) - one.activity.idleForMs);
  return { says: 'stop', rule: 'idle', dueInMs, warningMs, reason: idleReason(evidence), evidence };
};

/** Why a sandbox is about to be stopped, in words: `idle for 30 min without a session`. */
export function idleReason(evidence: Pick<IdleEvidence, 'timeoutMs' | 'sessions'>): string {
  const withSession =
    evidence.sessions === null ? '' : evidence.sessions > 0 ? ' with a silent session' : ' without a session';
  return `idle for ${formatDuration(evidence.timeoutMs)}${withSession}`;
}
