import { fits, policyFor } from '../settings/for-sandbox.ts';
import { evidenceOf, type Rule } from './case.ts';

/**
 * F13: while a schedule holds, quiet hours let everything alone, and `stop-idle` asks for less idle time than usual.
 * Where both hold, quiet wins: in doubt nothing is stopped.
 */
export const scheduleRule: Rule = (one, settings) => {
  const { sandbox, activity } = one;
  const open = one.schedules.filter((schedule) => fits(schedule.match, sandbox));
  if (open.some((schedule) => schedule.action === 'quiet')) return { says: 'hold', reason: 'quiet-hours' };
  if (activity.state !== 'idle') return null;
  const [soonest] = open.toSorted((a, b) => a.minIdleMs - b.minIdleMs);
  if (!soonest) return null;
  return {
    says: 'stop',
    dueInMs: Math.max(0, soonest.minIdleMs - activity.idleForMs),
    warningMs: policyFor(sandbox, settings).idle.warningMs,
    because: { code: 'schedule', schedule: soonest.id, idleForMs: activity.idleForMs },
    evidence: evidenceOf(one, settings),
  };
};
