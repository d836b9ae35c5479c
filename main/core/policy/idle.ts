import { idleBecause } from '../model/reason.ts';
import { policyFor } from '../settings/for-sandbox.ts';
import { evidenceOf, type Rule } from './case.ts';
import { timeoutFor } from '../settings/timeout.ts';

/** F7: what has been idle for its timeout is stopped. */
export const idleRule: Rule = (one, settings) => {
  const { enabled, warningMs } = policyFor(one.sandbox, settings).idle;
  if (!enabled || one.activity.state !== 'idle') return null;
  const evidence = evidenceOf(one, settings);
  const dueInMs = Math.max(0, timeoutFor(one.sandbox, settings) - one.activity.idleForMs);
  return { says: 'stop', dueInMs, warningMs, because: idleBecause(evidence), evidence };
};
