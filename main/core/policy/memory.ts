import { isGap } from '../activity/gap.ts';
import type { Decision, Notice, Victim } from '../model/decision.ts';
import type { SandboxKey } from '../model/sandbox.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { Settings } from '../settings/schema.ts';
import type { MemoryCall, Now } from './case.ts';
import { bytesOf, causesIn, type Cause } from './memory-causes.ts';

/** Notices of memory come no closer together than this, whatever their causes (F17). */
const noticeSpacingMs = 60_000;
/** After a stop memory is looked at anew for this long before the next one is chosen (F17). */
const stopSpacingMs = 15_000;

/** One cause that is being watched: it has to last before it is told, and longer before something is stopped. */
interface MemoryTrack {
  /** Monotonic time since which every look was above the limit; null while it is not. */
  readonly aboveSinceMs: number | null;
  readonly seen: Now;
  readonly notice: Notice | null;
  readonly toldMs: number | null;
  /** It was said that nothing may be stopped. */
  readonly stuckTold: boolean;
}

export interface MemoryState {
  readonly tracks: ReadonlyMap<string, MemoryTrack>;
  /** Monotonic time of the last notice of any cause. */
  readonly toldMs: number | null;
  /** The sandbox that is to be stopped, one at a time. */
  readonly chosen: { readonly key: SandboxKey; readonly causeId: string } | null;
  /** Monotonic time at which the last chosen one was stopped or let go. */
  readonly settledMs: number | null;
}

export const noMemoryState: MemoryState = { tracks: new Map(), toldMs: null, chosen: null, settledMs: null };

export interface MemoryVerdict {
  readonly state: MemoryState;
  readonly decisions: readonly Decision[];
  /** What the memory rule says of the chosen sandbox. */
  readonly calls: ReadonlyMap<SandboxKey, MemoryCall>;
}

/**
 * The memory tiers (F15 to F18): a cause that lasts is told once, with what could be stopped; when that did not help, idle
 * sandboxes are chosen one after another, and where the user wants it so the largest of the rest. A cause that is gone takes
 * its notice back. `victims` is the order to choose in.
 */
export function decideMemory(
  before: MemoryState,
  snapshot: Snapshot,
  victims: readonly Victim[],
  settings: Settings,
  now: Now,
): MemoryVerdict {
  const tracks = new Map<string, MemoryTrack>();
  const decisions: Decision[] = [];
  let { toldMs } = before;
  const causes = causesIn(snapshot, settings);
  for (const cause of causes) {
    const mayTell = toldMs === null || now.monotonicMs - toldMs >= noticeSpacingMs;
    const [track, decision] = judge(cause, before.tracks.get(cause.id), victims, mayTell, settings, now);
    tracks.set(cause.id, track);
    if (decision) decisions.push(decision);
    if (decision?.kind === 'notify') toldMs = now.monotonicMs;
  }
  for (const [id, track] of before.tracks) {
    if (!tracks.has(id) && track.notice) decisions.push({ kind: 'clear', noticeId: id });
  }
  const chosen = choose(before, causes, tracks, victims, settings, now);
  const settledMs = before.chosen && before.chosen.key !== chosen?.key ? now.monotonicMs : before.settledMs;
  return { state: { tracks, toldMs, chosen, settledMs }, decisions, calls: callsFor(chosen, causes, tracks) };
}

export function noticesOf(state: MemoryState): readonly Notice[] {
  return [...state.tracks.values()].flatMap((track) => track.notice ?? []);
}

function judge(
  cause: Cause,
  before: MemoryTrack | undefined,
  victims: readonly Victim[],
  mayTell: boolean,
  settings: Settings,
  now: Now,
): [MemoryTrack, Decision | null] {
  const track = before ?? { aboveSinceMs: null, seen: now, notice: null, toldMs: null, stuckTold: false };
  if (cause.level === 'unknown' || cause.blamed === null) return [track, null];
  // The first sample after a wake-up is discarded: everything was paged in or out meanwhile.
  if (isGap(track.seen, now, settings)) return [{ ...track, seen: now, aboveSinceMs: null }, null];
  if (track.notice) return follow(cause, track, track.notice, victims, mayTell, settings, now);
  if (cause.level !== 'above') return [{ ...track, seen: now, aboveSinceMs: null }, null];
  const aboveSinceMs = track.aboveSinceMs ?? now.monotonicMs;
  const lasted = now.monotonicMs - aboveSinceMs >= settings.memory.sustainedMs;
  if (!lasted || !mayTell) return [{ ...track, seen: now, aboveSinceMs }, null];
  const notice = noticeOf(cause, victims, now.wallMs - (now.monotonicMs - aboveSinceMs), false);
  const told = { seen: now, aboveSinceMs, notice, toldMs: now.monotonicMs, stuckTold: false };
  return [told, { kind: 'notify', notice }];
}

/** A notice that is up: its numbers go along, and it goes when the cause is gone. */
function follow(
  cause: Cause,
  track: MemoryTrack,
  notice: Notice,
  victims: readonly Victim[],
  mayTell: boolean,
  settings: Settings,
  now: Now,
): [MemoryTrack, Decision | null] {
  if (cause.level === 'below') {
    const over = { ...track, seen: now, aboveSinceMs: null, notice: null, toldMs: null, stuckTold: false };
    return [over, { kind: 'clear', noticeId: cause.id }];
  }
  const stuck = shouldStop(cause, track, settings, now) && pick(cause, victims, settings) === null;
  const current = noticeOf(cause, victims, notice.sinceMs, stuck);
  // Where only idle ones may be stopped, that there are none is no news.
  const tell = stuck && !track.stuckTold && mayTell && settings.memory.act === 'stop-largest';
  const next = { ...track, seen: now, notice: current, stuckTold: track.stuckTold || tell };
  return [next, tell ? { kind: 'notify', notice: current } : null];
}

function shouldStop(cause: Cause, track: MemoryTrack, settings: Settings, now: Now): boolean {
  if (settings.memory.act === 'notify' || !cause.mayStop || track.toldMs === null) return false;
  return now.monotonicMs - track.toldMs >= settings.memory.escalateMs;
}

function choose(
  before: MemoryState,
  causes: readonly Cause[],
  tracks: ReadonlyMap<string, MemoryTrack>,
  victims: readonly Victim[],
  settings: Settings,
  now: Now,
): MemoryState['chosen'] {
  const pressing = causes.filter((cause) => {
    const track = tracks.get(cause.id);
    return track !== undefined && track.notice !== null && shouldStop(cause, track, settings, now);
  });
  const { chosen } = before;
  // Whom a warning was given stays chosen: the order may change while the warning runs.
  if (
    chosen &&
    pressing.some((cause) => cause.id === chosen.causeId && isEligible(chosen.key, cause, victims, settings))
  )
    return chosen;
  const tooSoon = before.settledMs !== null && now.monotonicMs - before.settledMs < stopSpacingMs;
  if (chosen || tooSoon) return null;
  for (const cause of pressing) {
    const victim = pick(cause, victims, settings);
    if (victim) return { key: victim.key, causeId: cause.id };
  }
  return null;
}

function isEligible(key: SandboxKey, cause: Cause, victims: readonly Victim[], settings: Settings): boolean {
  return eligible(cause, victims, settings).some((victim) => victim.key === key);
}

function pick(cause: Cause, victims: readonly Victim[], settings: Settings): Victim | null {
  return eligible(cause, victims, settings)[0] ?? null;
}

/**
 * Whom a cause may cost: nobody for whom it would last all the same, nobody who is held or has nothing to give, for a cap
 * only the one above it, and who works only where the user wants it so.
 */
function eligible(cause: Cause, victims: readonly Victim[], settings: Settings): readonly Victim[] {
  if (!cause.stopHelps) return [];
  return victims.filter(
    (victim) =>
      victim.held === undefined &&
      victim.gainBytes > 0 &&
      (cause.rule !== 'cap' || victim.key === cause.blamed?.key) &&
      (victim.idle || settings.memory.act === 'stop-largest'),
  );
}

function noticeOf(cause: Cause, victims: readonly Victim[], sinceMs: number, nothingToStop: boolean): Notice {
  const { blamed } = cause;
  if (blamed === null) throw new Error('a notice names a sandbox');
  const free = cause.stopHelps ? victims.filter((victim) => victim.idle && victim.held === undefined) : [];
  const offers = free.map((victim) => victim.key);
  return {
    id: cause.id,
    rule: cause.rule,
    sandboxKey: blamed.key,
    sandboxName: blamed.name,
    usedBytes: cause.usedBytes,
    limitBytes: cause.limitBytes,
    sandboxBytes: bytesOf(blamed),
    ...(cause.unattributedBytes > 0 && { unattributedBytes: cause.unattributedBytes }),
    sinceMs,
    offers: cause.rule === 'cap' ? offers.filter((key) => key === blamed.key) : offers,
    nothingToStop,
  };
}

function callsFor(
  chosen: MemoryState['chosen'],
  causes: readonly Cause[],
  tracks: ReadonlyMap<string, MemoryTrack>,
): ReadonlyMap<SandboxKey, MemoryCall> {
  const cause = causes.find((one) => one.id === chosen?.causeId);
  if (!chosen || !cause) return new Map();
  const { rule, usedBytes, limitBytes } = cause;
  const sinceMs = tracks.get(cause.id)?.notice?.sinceMs ?? 0;
  return new Map([[chosen.key, { evidence: { cause: rule, usedBytes, limitBytes, sinceMs } }]]);
}
