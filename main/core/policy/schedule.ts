import { formatDuration } from '../model/format.ts';
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
    rule: 'schedule',
    dueInMs: Math.max(0, soonest.minIdleMs - activity.idleForMs),
    warningMs: policyFor(sandbox, settings).idle.warningMs,
    reason: `idle for ${formatDuration(activity.idleForMs)} at the time of schedule "${soonest.id}"`,
    evidence: evidenceOf(one, settings),
  };
};
