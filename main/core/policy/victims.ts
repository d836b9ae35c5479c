import type { Victim, WithdrawReason } from '../model/decision.ts';
import { timeoutFor } from '../settings/timeout.ts';
import type { Settings } from '../settings/schema.ts';
import type { PolicyCase } from './case.ts';

/** A running sandbox, and what forbids to stop it now; null when nothing does. */
export interface Candidate {
  readonly one: PolicyCase;
  readonly held: WithdrawReason | 'failed' | null;
}

/**
 * The order in which memory would be taken back (F18): those that may be stopped before those that are held, idle before
 * busy, then as the settings say, then the largest gain first.
 */
export function victimOrder(candidates: readonly Candidate[], settings: Settings): readonly Victim[] {
  const { victimOrder: wanted, minIdleMs } = settings.memory;
  // A server that is called now and then shows next to nothing: what has a published port is given the whole of its timeout.
  const leastIdleMs = (sandbox: PolicyCase['sandbox']) =>
    (sandbox.ports?.length ?? 0) > 0 ? Math.max(minIdleMs, timeoutFor(sandbox, settings)) : minIdleMs;
  const rank = ({ key }: Victim) => (wanted.includes(key) ? wanted.indexOf(key) : wanted.length);
  return candidates
    .map(({ one: { sandbox, activity }, held }): Victim => {
      const memoryBytes = sandbox.usage.memory?.usedBytes;
      const heldBy = held ?? (memoryBytes === undefined ? 'unknown' : null);
      const idle = activity.state === 'idle' && activity.idleForMs >= leastIdleMs(sandbox);
      const { key, name } = sandbox;
      return { key, name, gainBytes: memoryBytes ?? 0, idle, ...(heldBy && { held: heldBy }) };
    })
    .toSorted(
      (a, b) =>
        Number(a.held !== undefined) - Number(b.held !== undefined) ||
        Number(b.idle) - Number(a.idle) ||
        rank(a) - rank(b) ||
        b.gainBytes - a.gainBytes ||
        a.key.localeCompare(b.key),
    );
}
