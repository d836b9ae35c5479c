import type { NetworkReading } from '../../model/sandbox.ts';
import { DaemonError, type NetworkLog } from './daemon-api.ts';

/** Hosts whose requests are not work: telemetry beats, and what a VM fetches at its start (reference, section 5.2). */
const notWork = [
  /statsig/i,
  /sentry\.io/i,
  /telemetry/i,
  /datadoghq\.com/i,
  /^ports\.ubuntu\.com(:|$)/i,
  /^download\.docker\.com(:|$)/i,
];

/** Reads the daemon's network log once; answers for each sandbox by name. */
export async function readNetwork(log: () => Promise<NetworkLog>): Promise<(name: string) => NetworkReading> {
  try {
    const lastSeen = lastSeenByName(await log());
    if (lastSeen === null) return () => ({ kind: 'unknown' });
    return (name) => ({ kind: 'last-seen', atMs: lastSeen.get(name) ?? null });
  } catch (error) {
    // A daemon without the log is another version; one that fails to show it leaves the network unknown.
    const absent = error instanceof DaemonError && error.status === 404;
    return () => ({ kind: absent ? 'absent' : 'unknown' });
  }
}

/** Null when a time cannot be read: then nothing is known. */
function lastSeenByName(rows: NetworkLog): ReadonlyMap<string, number> | null {
  const newest = new Map<string, number>();
  for (const row of rows) {
    if (notWork.some((host) => host.test(row.host))) continue;
    const atMs = Date.parse(row.last_seen);
    if (Number.isNaN(atMs)) return null;
    newest.set(row.vm_name, Math.max(newest.get(row.vm_name) ?? 0, atMs));
  }
  return newest;
}
