import type { HostMemory } from '../model/snapshot.ts';

/** True when the system itself calls its memory short; what it does not say is not short. */
export function isShort(host: HostMemory | null): boolean {
  return host?.pressure?.level === 'warning' || host?.pressure?.level === 'critical';
}
