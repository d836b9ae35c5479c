import type { ObservedSandbox } from '../model/snapshot.ts';
import { policyFor, type Addressed } from '../settings/for-sandbox.ts';
import type { Settings } from '../settings/schema.ts';

/** The idle timeout that applies to a sandbox, in milliseconds: the longer one while a session is attached (F7). */
export function timeoutFor(sandbox: Addressed & Pick<ObservedSandbox, 'usage'>, settings: Settings): number {
  const { sessions } = sandbox.usage;
  const attached = sessions === 'unknown' || (typeof sessions === 'number' && sessions > 0);
  const { idle } = policyFor(sandbox, settings);
  return attached ? idle.timeoutWithSessionsMs : idle.timeoutMs;
}
