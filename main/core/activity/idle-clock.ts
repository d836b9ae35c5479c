import { unknownActivity, type Activity } from '../model/activity.ts';
import type { SandboxKey } from '../model/sandbox.ts';
import { isFresh, type ObservedSandbox, type Snapshot } from '../model/snapshot.ts';
import { timeoutFor } from '../settings/timeout.ts';
import { graceFor } from '../settings/for-sandbox.ts';
import type { Settings } from '../settings/schema.ts';
import { isGap, momentOf, type Moment } from './gap.ts';
import { graceFrom, type Arrival } from './grace.ts';
import { lastActiveOf, verdictOf, votesOf, type Before } from './votes.ts';

/** What is remembered of a sandbox between two looks. */
export interface IdleTrack {
  readonly activity: Activity;
  /** The run that the idle time belongs to: another id or start is another sandbox. */
  readonly identity: Identity;
  readonly before: Before;
  /** The last look whose votes were all known; null when there was none. */
  readonly goodLook: Moment | null;
  /** False when a look failed since, so that the time between is not an observation. */
  readonly lastLookGood: boolean;
  /** Monotonic time before which nothing is counted. */
  readonly graceUntilMs: number;
}

interface Identity {
  readonly id?: string;
  readonly startedAtMs?: number;
  readonly countedId?: string;
}

export { maxGapMs } from './gap.ts';

const noGrace = Number.NEGATIVE_INFINITY;

export type IdleTracks = ReadonlyMap<SandboxKey, IdleTrack>;

/**
 * Moves the idle clock of every running sandbox by one snapshot. It goes forward only over the time between two
 * consecutive good looks, when the later one says idle of it; busy sets it to zero, unknown and grace make it wait,
 * and a gap (sleep, a jump of the wall clock) or a new identity begins anew (product.md, principle 1 and F11).
 */
export function advanceTracks(
  tracks: IdleTracks,
  snapshot: Snapshot,
  settings: Settings,
  arrival: Arrival = {},
): IdleTracks {
  const next = new Map<SandboxKey, IdleTrack>();
  for (const sandbox of snapshot.sandboxes) {
    if (sandbox.status !== 'running') continue;
    const track = tracks.get(sandbox.key);
    const graceMs = graceFrom(sandbox, snapshot, arrival, settings);
    const graceUntilMs = Math.max(
      track?.graceUntilMs ?? noGrace,
      graceMs === 0 ? noGrace : snapshot.monotonicMs + graceMs,
    );
    next.set(sandbox.key, advance(track, sandbox, snapshot, settings, graceUntilMs));
  }
  return next;
}

function advance(
  track: IdleTrack | undefined,
  sandbox: ObservedSandbox,
  snapshot: Snapshot,
  settings: Settings,
  graceUntilMs: number,
): IdleTrack {
  const seen = identityOf(sandbox);
  if (track === undefined) return begin(sandbox, seen, graceUntilMs);
  if (isFresh(sandbox, snapshot) && isAnother(track.identity, seen)) {
    return begin(sandbox, seen, snapshot.monotonicMs + graceFor(sandbox, settings));
  }
  if (!isFresh(sandbox, snapshot)) {
    const activity: Activity = { state: 'unknown', idleForMs: track.activity.idleForMs, votes: [] };
    return { ...track, graceUntilMs, lastLookGood: false, activity };
  }
  const votes = votesOf(sandbox, doubting(track, sandbox, settings), settings.idle);
  const state = verdictOf(votes);
  const cpuSays = votes.find((vote) => vote.signal === 'cpu')?.says ?? 'unknown';
  const before = { ...beforeOf(sandbox, track.before, cpuSays), lastActiveAtMs: lastActiveOf(votes) };
  const identity = { ...track.identity, ...seen };
  if (state === 'unknown') {
    const activity: Activity = { state, idleForMs: track.activity.idleForMs, votes };
    return { ...track, identity, before, graceUntilMs, lastLookGood: false, activity };
  }
  const now = momentOf(snapshot);
  const sinceGraceMs = now.monotonicMs - graceUntilMs;
  const seenThrough = track.goodLook !== null && !isGap(track.goodLook, now, settings) ? track.goodLook : null;
  const carried = state === 'idle' && seenThrough ? track.activity.idleForMs : 0;
  const counts = state === 'idle' && seenThrough !== null && track.lastLookGood;
  const counted = counts ? Math.max(0, Math.min(now.monotonicMs - seenThrough.monotonicMs, sinceGraceMs)) : 0;
  return {
    activity: { state, idleForMs: carried + counted, votes, ...(sinceGraceMs < 0 && { inGrace: true }) },
    identity,
    before,
    goodLook: now,
    lastLookGood: true,
    graceUntilMs,
  };
}

function begin(sandbox: ObservedSandbox, identity: Identity, graceUntilMs: number): IdleTrack {
  const { network, sessions } = sandbox.usage;
  const before: Before = { cpuSays: 'busy', network, sessions, ...changesOf(sandbox) };
  return { activity: unknownActivity, identity, before, goodLook: null, lastLookGood: false, graceUntilMs };
}

function identityOf(sandbox: ObservedSandbox): Identity {
  const { countedId } = sandbox.usage;
  return {
    ...(sandbox.id !== undefined && { id: sandbox.id }),
    ...(sandbox.startedAtMs !== undefined && { startedAtMs: sandbox.startedAtMs }),
    ...(countedId !== undefined && { countedId }),
  };
}

/**
 * Between the two thresholds of processor time the verdict stays what it was, so that it does not flap. Once a stop may be
 * due that doubt is work: an agent that takes up its work again may well need no more than that.
 */
function doubting(track: IdleTrack, sandbox: ObservedSandbox, settings: Settings): Before {
  const due = track.activity.idleForMs >= timeoutFor(sandbox, settings);
  return due ? { ...track.before, cpuSays: 'busy' } : track.before;
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
