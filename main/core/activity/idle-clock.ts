import { unknownActivity, type Activity, type Vote } from '../model/activity.ts';
import type { SandboxKey } from '../model/sandbox.ts';
import { isFresh, type ObservedSandbox, type Snapshot } from '../model/snapshot.ts';
import { leastIdleMs, timeoutFor } from '../settings/timeout.ts';
import { graceFor } from '../settings/for-sandbox.ts';
import type { Settings } from '../settings/schema.ts';
import { beforeOf, firstBefore } from './before.ts';
import { isGap, maxGapMs, momentOf, type Moment } from './gap.ts';
import { graceFrom, type Arrival } from './grace.ts';
import { habitsAfter, habitsUnseen, type Habits } from './habits.ts';
import { lookBack, noHindsight, type Hindsight } from './hindsight.ts';
import { weigh } from './lone-signs.ts';
import { loreFor, type Lore } from './lore.ts';
import { noQuiet, quietAfter, type Quiet, type Stage } from './quiet.ts';
import { findRest, interrupted, type RestFinder } from './resting.ts';
import { begunAt, isServedUnseen, signsAfter, unseenAt, type LastSigns } from './signs.ts';
import { verdictOf, votesOf, type Before } from './votes.ts';

/** What is remembered of a sandbox between two looks. */
export interface IdleTrack {
  readonly activity: Activity;
  /** The run that the idle time belongs to: another id or start is another sandbox. */
  readonly identity: Identity;
  readonly before: Before;
  readonly rest: RestFinder;
  readonly habits: Habits;
  /** What its processor time was since it was last at work. */
  readonly quiet: Quiet;
  readonly lastSigns: LastSigns;
  /** What a slight sign has taken, as long as it may have been nothing. */
  readonly hindsight: Hindsight;
  /** The last look whose votes were all known; null when there was none. */
  readonly goodLook: Moment | null;
  /** The last look of any kind, while it ran. */
  readonly lastLook: Moment;
  /** False when a look failed since, so that the time between is not an observation. */
  readonly lastLookGood: boolean;
  /** Monotonic time before which nothing is counted. */
  readonly graceUntilMs: number;
}

interface Identity {
  readonly id: string | undefined;
  readonly startedAtMs: number | undefined;
  readonly countedId: string | undefined;
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
    next.set(sandbox.key, advance(track, sandbox, snapshot, settings, graceUntilMs, arrival));
  }
  return next;
}

function advance(
  track: IdleTrack | undefined,
  sandbox: ObservedSandbox,
  snapshot: Snapshot,
  settings: Settings,
  graceUntilMs: number,
  arrival: Arrival,
): IdleTrack {
  const seen = identityOf(sandbox);
  const now = momentOf(snapshot);
  if (track === undefined) return begin(sandbox, seen, now, graceUntilMs, arrival.lore?.get(sandbox.key));
  const goodLook = isUnseen(track, now, settings) ? null : track.goodLook;
  if (!isFresh(sandbox, snapshot)) {
    const activity = unknownSince(track, goodLook, now, []);
    return { ...track, activity, hindsight: noHindsight, goodLook, lastLook: now, lastLookGood: false, graceUntilMs };
  }
  if (isAnother(track.identity, seen)) {
    const lore = { id: track.identity.id, rest: track.rest, habits: track.habits };
    return begin(sandbox, seen, now, snapshot.monotonicMs + graceFor(sandbox, settings), lore);
  }
  const lookForMs = goodLook !== null && track.lastLookGood ? now.monotonicMs - goodLook.monotonicMs : null;
  const wayGone = track.activity.idleForMs / timeoutFor(sandbox, settings);
  const isDue = arrival.isWarned?.(sandbox.key) || !(wayGone < 1);
  const isLate = isDue || wayGone >= 0.5;
  const before = isLate
    ? {
        ...track.before,
        isDue,
        isLast: isDue && snapshot.forced,
        isUncounted: sandbox.usage.network.kind !== 'counter',
        isServed: isServedUnseen(sandbox),
      }
    : track.before;
  const allVotes = votesOf(sandbox, before, settings.idle, leastIdleMs(sandbox, settings));
  const { habits } = track;
  const soFar = { lastSigns: track.lastSigns, habits, isSeen: goodLook !== null, isDue };
  const { votes, sign, blip, alone, isHabitual } = weigh(allVotes, sandbox, before, soFar);
  const state = verdictOf(votes);
  const isKnown = state !== 'unknown';
  const carried = state === 'idle' && goodLook ? track.activity.idleForMs : 0;
  const sinceGraceMs = now.monotonicMs - graceUntilMs;
  const counted = state === 'idle' && lookForMs !== null ? Math.max(0, Math.min(lookForMs, sinceGraceMs)) : 0;
  const inGrace = sinceGraceMs < 0 ? { inGrace: true } : {};
  // Processor time between the thresholds may be rest itself, however much of it there is.
  const endsRest = sign === 'clear' && isMoreThanRest(sandbox, votes, settings);
  const rest = isKnown ? restAfter(track.rest, sandbox, lookForMs, endsRest, now.dueAfterMs) : interrupted(track.rest);
  const lastSigns = goodLook === null ? begunAt(now.monotonicMs) : track.lastSigns;
  const quiet = isKnown
    ? quietNow(
        state === 'idle' && goodLook !== null ? track.quiet : noQuiet,
        sandbox,
        state === 'idle' && !alone ? lookForMs : null,
        isDue ? 'due' : isLate ? 'late' : 'early',
      )
    : track.quiet;
  const { next: hindsight, givenBackMs } = lookBack(track.hindsight, {
    sign: isHabitual ? 'none' : alone ? 'passed' : sign,
    isSeen: isKnown && goodLook !== null,
    idleForMs: track.activity.idleForMs,
    isServed: isServedUnseen(sandbox),
    nowMs: now.monotonicMs,
  });
  return {
    activity: isKnown
      ? { state, idleForMs: carried + counted + givenBackMs, votes, ...inGrace }
      : unknownSince(track, goodLook, now, votes),
    identity: {
      id: seen.id ?? track.identity.id,
      startedAtMs: seen.startedAtMs ?? track.identity.startedAtMs,
      countedId: seen.countedId ?? track.identity.countedId,
    },
    before: beforeOf(sandbox, track.before, votes, isKnown, rest.level, quiet),
    rest,
    habits: isKnown ? habitsAfter(habits, blip, now.monotonicMs) : habitsUnseen(habits, now.monotonicMs),
    quiet,
    hindsight,
    lastSigns: isKnown ? signsAfter(lastSigns, isHabitual ? 'none' : sign, now.monotonicMs) : unseenAt(now.monotonicMs),
    goodLook: isKnown ? now : goodLook,
    lastLook: now,
    lastLookGood: isKnown,
    graceUntilMs,
  };
}

function isMoreThanRest({ cpuFraction }: ObservedSandbox, votes: readonly Vote[], { idle }: Settings): boolean {
  if ((cpuFraction ?? 0) > idle.cpuBusyFraction) return true;
  return votes.some(({ signal, says }) => signal !== 'cpu' && says === 'busy');
}

/** Longer than this without one good look, and what was idle before proves nothing: work may have begun, and gone silent. */
export const longestBlindMs = 5 * 60_000;

function isUnseen({ lastLook, goodLook }: IdleTrack, now: Moment, settings: Settings): boolean {
  if (goodLook === null || isGap(lastLook, now, settings)) return true;
  return now.monotonicMs - goodLook.monotonicMs > Math.max(longestBlindMs, maxGapMs(settings, now.dueAfterMs));
}

function unknownSince({ activity }: IdleTrack, goodLook: Moment | null, now: Moment, votes: readonly Vote[]): Activity {
  const unknownForMs = goodLook === null ? null : now.monotonicMs - goodLook.monotonicMs;
  return { state: 'unknown', idleForMs: activity.idleForMs, votes, ...(unknownForMs !== null && { unknownForMs }) };
}

function begin(
  sandbox: ObservedSandbox,
  identity: Identity,
  now: Moment,
  graceUntilMs: number,
  lore: Lore | undefined,
): IdleTrack {
  const { rest, habits } = loreFor(lore, identity.id, now.monotonicMs);
  return {
    activity: unknownActivity,
    identity,
    before: firstBefore(sandbox, rest.level),
    rest,
    habits,
    quiet: noQuiet,
    lastSigns: begunAt(sandbox.observedMonotonicMs),
    hindsight: noHindsight,
    goodLook: null,
    lastLook: now,
    lastLookGood: false,
    graceUntilMs,
  };
}

function quietNow(quiet: Quiet, { cpuFraction }: ObservedSandbox, forMs: number | null, stage: Stage): Quiet {
  return forMs === null || cpuFraction === null ? quiet : quietAfter(quiet, forMs, cpuFraction, stage);
}

function restAfter(
  rest: RestFinder,
  sandbox: ObservedSandbox,
  forMs: number | null,
  clearSign: boolean,
  dueAfterMs: number | undefined,
): RestFinder {
  const { cpuFraction, networkBytesPerSecond: bytesPerSecond } = sandbox;
  if (forMs === null || cpuFraction === null) return interrupted(rest);
  return findRest(rest, { forMs, cpuFraction, bytesPerSecond, dueAfterMs }, clearSign);
}

function identityOf({ id, startedAtMs, usage: { countedId } }: ObservedSandbox): Identity {
  return { id, startedAtMs, countedId };
}

/** Something that was not said this time is no difference; something that is said differently is. */
function isAnother(before: Identity, now: Identity): boolean {
  const differ = <T>(a: T | undefined, b: T | undefined) => a !== undefined && b !== undefined && a !== b;
  return (
    differ(before.id, now.id) || differ(before.startedAtMs, now.startedAtMs) || differ(before.countedId, now.countedId)
  );
}
