import { unknownActivity, type Activity } from '../model/activity.ts';
import type { SandboxKey } from '../model/sandbox.ts';
import { isFresh, type ObservedSandbox, type Snapshot } from '../model/snapshot.ts';
import type { Settings } from '../settings/schema.ts';
import { lastActiveOf, verdictOf, votesOf, type Before } from './votes.ts';

/** What is remembered of a sandbox between two looks. */
export interface IdleTrack {
  readonly activity: Activity;
  /** The run that the idle time belongs to: another id or start is another sandbox. */
  readonly identity: Identity;
  readonly before: Before;
  /** The last look whose votes were all known; null when there was none. */
  readonly goodLook: { readonly monotonicMs: number; readonly wallMs: number } | null;
  /** False when a look failed since, so that the time between is not an observation. */
  readonly lastLookGood: boolean;
}

interface Identity {
  readonly id?: string;
  readonly startedAtMs?: number;
  readonly countedId?: string;
}

export type IdleTracks = ReadonlyMap<SandboxKey, IdleTrack>;

/**
 * Between two looks that are further apart than this something slept or hung, and nobody saw what went on. `dueAfterMs` is
 * how far apart they were meant to be; left out, it is the settings' interval.
 */
export function maxGapMs(settings: Settings, dueAfterMs = settings.pollIntervalMs): number {
  return Math.max(2 * dueAfterMs + 5_000, 3 * settings.pollIntervalMs, 30_000);
}

/**
 * Moves the idle clock of every running sandbox by one snapshot. It goes forward only over the time between two
 * consecutive good looks that both say idle; busy sets it to zero, unknown makes it wait, and a gap (sleep, a jump of the
 * wall clock) or a new identity begins anew (product.md, principle 1).
 */
export function advanceTracks(tracks: IdleTracks, snapshot: Snapshot, settings: Settings): IdleTracks {
  const next = new Map<SandboxKey, IdleTrack>();
  for (const sandbox of snapshot.sandboxes) {
    if (sandbox.status !== 'running') continue;
    next.set(sandbox.key, advance(tracks.get(sandbox.key), sandbox, snapshot, settings));
  }
  return next;
}

function advance(
  track: IdleTrack | undefined,
  sandbox: ObservedSandbox,
  snapshot: Snapshot,
  settings: Settings,
): IdleTrack {
  const seen = identityOf(sandbox);
  if (track === undefined || (isFresh(sandbox, snapshot) && isAnother(track.identity, seen))) {
    return begin(sandbox, seen);
  }
  if (!isFresh(sandbox, snapshot)) {
    return { ...track, lastLookGood: false, activity: { ...track.activity, state: 'unknown', votes: [] } };
  }
  const votes = votesOf(sandbox, track.before, settings.idle);
  const state = verdictOf(votes);
  const cpuSays = votes.find((vote) => vote.signal === 'cpu')?.says ?? 'unknown';
  const before = { ...beforeOf(sandbox, track.before, cpuSays), lastActiveAtMs: lastActiveOf(votes) };
  const identity = { ...track.identity, ...seen };
  if (state === 'unknown') {
    return { ...track, identity, before, lastLookGood: false, activity: { ...track.activity, state, votes } };
  }
  const sinceGoodMs = track.goodLook === null ? null : elapsedMs(track.goodLook, snapshot);
  const gap = sinceGoodMs === null || sinceGoodMs > maxGapMs(settings, snapshot.dueAfterMs);
  const counted = state === 'idle' && !gap && track.lastLookGood ? (sinceGoodMs ?? 0) : 0;
  const carried = state === 'idle' && !gap ? track.activity.idleForMs : 0;
  return {
    activity: { state, idleForMs: carried + counted, votes },
    identity,
    before,
    goodLook: { monotonicMs: snapshot.monotonicMs, wallMs: snapshot.atMs },
    lastLookGood: true,
  };
}

/**
 * Time since a look. The monotonic clock stands still while Linux and macOS sleep, the wall clock does not; the larger
 * one decides whether there was a gap, and within an accepted gap the monotonic one is counted.
 */
function elapsedMs(look: { monotonicMs: number; wallMs: number }, snapshot: Snapshot): number {
  const monotonic = snapshot.monotonicMs - look.monotonicMs;
  const wall = snapshot.atMs - look.wallMs;
  return wall > monotonic + 60_000 ? wall : monotonic;
}

function begin(sandbox: ObservedSandbox, identity: Identity): IdleTrack {
  const { network, sessions } = sandbox.usage;
  const before: Before = { cpuSays: 'busy', network, sessions, ...changesOf(sandbox) };
  return { activity: unknownActivity, identity, before, goodLook: null, lastLookGood: false };
}

function identityOf(sandbox: ObservedSandbox): Identity {
  const { countedId } = sandbox.usage;
  return {
    ...(sandbox.id !== undefined && { id: sandbox.id }),
    ...(sandbox.startedAtMs !== undefined && { startedAtMs: sandbox.startedAtMs }),
    ...(countedId !== undefined && { countedId }),
  };
}

/** Something that was not said this time is no difference; something that is said differently is. */
function isAnother(before: Identity, now: Identity): boolean {
  return (['id', 'startedAtMs', 'countedId'] as const).some(
    (field) => before[field] !== undefined && now[field] !== undefined && before[field] !== now[field],
  );
}

/** What the next look is compared with. A reading that failed does not wipe out the one before it. */
function beforeOf(sandbox: ObservedSandbox, before: Before, cpuSays: Before['cpuSays']): Before {
  const { network, sessions } = sandbox.usage;
  return {
    cpuSays: cpuSays === 'unknown' ? before.cpuSays : cpuSays,
    network: network.kind === 'unknown' ? before.network : network,
    sessions: sessions === 'unknown' ? before.sessions : sessions,
    ...changesOf(before),
    ...changesOf(sandbox),
  };
}

/** The times that are known; one that could not be read this time does not wipe out the one before it. */
function changesOf({
  workspaceChangedAtMs,
  daemonEventAtMs,
}: Pick<Before, 'workspaceChangedAtMs' | 'daemonEventAtMs'>): Pick<Before, 'workspaceChangedAtMs' | 'daemonEventAtMs'> {
  return {
    ...(workspaceChangedAtMs !== undefined && workspaceChangedAtMs !== 'unknown' && { workspaceChangedAtMs }),
    ...(daemonEventAtMs !== undefined && { daemonEventAtMs }),
  };
}
