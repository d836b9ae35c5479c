import type { NetworkReading } from '../../model/sandbox.ts';
import type { NetworkLog } from './daemon-api.ts';
import { DaemonError } from './http-json.ts';

/** Hosts whose requests are never work: telemetry beats (reference, section 5.2). */
const telemetry = [/statsig/i, /sentry\.io/i, /telemetry/i, /datadoghq\.com/i];

/** Hosts that every sandbox asks at its start, and that real work may ask later. */
const askedAtStart = [/^ports\.ubuntu\.com(:|$)/i, /^download\.docker\.com(:|$)/i];
const startLastsMs = 3 * 60_000;

/** Hosts whose answer to one request may take minutes, because a model writes it. */
const models = [
  /(^|\.)anthropic\.com(:|$)/i,
  /(^|\.)claude\.ai(:|$)/i,
  /(^|\.)openai\.com(:|$)/i,
  /(^|\.)chatgpt\.com(:|$)/i,
  /(^|\.)googleapis\.com(:|$)/i,
  /^bedrock-runtime[.-].*amazonaws\.com(:|$)/i,
  /(^|\.)githubcopilot\.com(:|$)/i,
  /(^|\.)openrouter\.ai(:|$)/i,
];

/**
 * Reads the daemon's network log once; answers for each sandbox by name. `seenSinceMs` is the wall clock since which a
 * sandbox is known to run, as far as it is known.
 */
export async function readNetwork(
  log: () => Promise<NetworkLog>,
  seenSinceMs: (name: string) => number | undefined = () => undefined,
): Promise<(name: string) => NetworkReading> {
  try {
    const newest = newestByName(await log(), seenSinceMs);
    if (newest === null) return () => ({ kind: 'unknown' });
    return (name) => ({ kind: 'last-seen', atMs: null, modelAtMs: null, ...newest.get(name) });
  } catch (error) {
    // A daemon without the log is another version; one that fails to show it leaves the network unknown.
    const absent = error instanceof DaemonError && error.status === 404;
    return () => ({ kind: absent ? 'absent' : 'unknown' });
  }
}

interface Newest {
  readonly atMs: number;
  readonly modelAtMs: number | null;
  /** The sum of the times of all hosts: a clock that is set back hides a request from the newest time, but not from this. */
  readonly rowsMs: number;
}

/** Null when a time cannot be read: then nothing is known. */
function newestByName(
  rows: NetworkLog,
  seenSinceMs: (name: string) => number | undefined,
): ReadonlyMap<string, Newest> | null {
  const newest = new Map<string, Newest>();
  for (const { host, vm_name: name, last_seen: lastSeen } of rows) {
    const atMs = Date.parse(lastSeen);
    if (Number.isNaN(atMs)) return null;
    if (telemetry.some((one) => one.test(host))) continue;
    const sinceMs = seenSinceMs(name);
    const starting = sinceMs === undefined || atMs < sinceMs + startLastsMs;
    if (starting && askedAtStart.some((one) => one.test(host))) continue;
    const before = newest.get(name);
    const modelAtMs = models.some((one) => one.test(host)) ? atMs : null;
    newest.set(name, {
      atMs: Math.max(before?.atMs ?? 0, atMs),
      modelAtMs: later(before?.modelAtMs ?? null, modelAtMs),
      rowsMs: (before?.rowsMs ?? 0) + atMs,
    });
  }
  return newest;
}

function later(a: number | null, b: number | null): number | null {
  return a === null || b === null ? (a ?? b) : Math.max(a, b);
}
