import type { ObservedSandbox } from '../model/snapshot.ts';
import { fits, policyFor, type Addressed } from './for-sandbox.ts';
import type { Settings } from './schema.ts';

/**
 * The idle timeout that applies to a sandbox, in milliseconds: the longer one while a session is attached (F7), or while a
 * published port leads to a server in it, which may be in use without any sign of work (reference, section 5.2). `sessions`
 * are those that it is taken to have; left out, those that were read.
 */
export function timeoutFor(
  sandbox: Addressed & Pick<ObservedSandbox, 'usage' | 'ports'>,
  settings: Settings,
  sessions = sandbox.usage.sessions,
): number {
  const served = (sandbox.ports?.length ?? 0) > 0;
  const attached = served || sessions === 'unknown' || (typeof sessions === 'number' && sessions > 0);
  const { idle } = policyFor(sandbox, settings);
  return attached ? idle.timeoutWithSessionsMs : idle.timeoutMs;
}

/**
 * The least idle time, in milliseconds, after which any rule could stop a sandbox: for being idle, by a schedule that fits, or
 * for its memory. Waiting for a model has to count as work for as much of its time as no rule waits anyway.
 */
export function leastIdleMs(sandbox: Addressed, settings: Settings): number {
  const schedules = settings.schedules.filter(
    ({ enabled, action, match }) => enabled && action === 'stop-idle' && fits(match, sandbox),
  );
  return Math.min(
    policyFor(sandbox, settings).idle.timeoutMs,
    settings.memory.act === 'notify' ? Number.POSITIVE_INFINITY : settings.memory.minIdleMs,
    ...schedules.map(({ minIdleMs }) => minIdleMs),
  );
}
