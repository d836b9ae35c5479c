import { maxGapMs } from '../activity/idle-clock.ts';
import type { Decision, Notice } from '../model/decision.ts';
import { isFresh, type ObservedSandbox, type Snapshot } from '../model/snapshot.ts';
import { budgetFor, capFor } from '../settings/limits.ts';
import type { Settings } from '../settings/schema.ts';
import type { Now } from './idle.ts';

/** A notice that is up goes when the use falls below this share of the limit, so that it does not flap. */
const clearShare = 0.95;
/** A cause that was told and cleared is not told again sooner than this. */
const noticeSpacingMs = 60_000;

/** One cause that is being watched: it has to last before it is told. */
export interface MemoryTrack {
  /** Monotonic time since which every look was above the limit; null while it is not. */
  readonly aboveSinceMs: number | null;
  readonly lastSeenMs: number;
  readonly notice: Notice | null;
  readonly lastToldMs: number | null;
}

export type MemoryTracks = ReadonlyMap<string, MemoryTrack>;

export interface MemoryVerdict {
  readonly tracks: MemoryTracks;
  readonly decisions: readonly Decision[];
}

interface Cause {
  readonly id: string;
  readonly rule: Notice['rule'];
  readonly limitBytes: number;
  /** Null when it cannot be told in this look: nothing is concluded from that. */
  readonly usedBytes: number | null;
  readonly blamed: ObservedSandbox | null;
}

/**
 * The memory rule: a sandbox above its cap, or all of them above the budget, for the sustained time, is told once; the
 * notice is taken back when the cause is gone (product.md, F15 to F17).
 */
export function decideMemory(tracks: MemoryTracks, snapshot: Snapshot, settings: Settings, now: Now): MemoryVerdict {
  const causes = causesIn(snapshot, settings);
  const next = new Map<string, MemoryTrack>();
  const decisions: Decision[] = [];
  for (const cause of causes) {
    const [track, decision] = judge(cause, tracks.get(cause.id), settings, now);
    next.set(cause.id, track);
    if (decision) decisions.push(decision);
  }
  for (const [id, track] of tracks) {
    if (!next.has(id) && track.notice) decisions.push({ kind: 'clear', noticeId: id });
  }
  return { tracks: next, decisions };
}

function causesIn(snapshot: Snapshot, settings: Settings): readonly Cause[] {
  const running = snapshot.sandboxes.filter((one) => one.status === 'running');
  const causes: Cause[] = [];
  for (const sandbox of running) {
    const limitBytes = capFor(settings, sandbox.name);
    if (limitBytes === undefined) continue;
    const usedBytes = usedBy(sandbox, snapshot);
    causes.push({ id: `cap:${sandbox.key}`, rule: 'cap', limitBytes, usedBytes, blamed: sandbox });
  }
  const budgetBytes = budgetFor(settings, snapshot.host);
  const known = running.filter((one) => usedBy(one, snapshot) !== null);
  if (budgetBytes !== null && running.length > 0) {
    const largest = known.reduce<ObservedSandbox | null>((most, one) => (bytes(one) > bytes(most) ? one : most), null);
    const sumBytes = known.reduce((sum, one) => sum + bytes(one), 0);
    // A sum with parts missing is a lower bound: enough to be above the budget, not enough to be below it again.
    const usedBytes = known.length === running.length || sumBytes > budgetBytes ? sumBytes : null;
    causes.push({ id: 'budget', rule: 'budget', limitBytes: budgetBytes, usedBytes, blamed: largest });
  }
  return causes;
}

function judge(
  cause: Cause,
  before: MemoryTrack | undefined,
  settings: Settings,
  now: Now,
): [MemoryTrack, Decision | null] {
  const track = before ?? { aboveSinceMs: null, lastSeenMs: now.monotonicMs, notice: null, lastToldMs: null };
  if (cause.usedBytes === null || cause.blamed === null) return [track, null];
  const gap = now.monotonicMs - track.lastSeenMs > maxGapMs(settings);
  const seen = { ...track, lastSeenMs: now.monotonicMs };
  if (track.notice) {
    if (cause.usedBytes < cause.limitBytes * clearShare) {
      return [
        { ...seen, aboveSinceMs: null, notice: null },
        { kind: 'clear', noticeId: cause.id },
      ];
    }
    return [{ ...seen, notice: noticeOf(cause, cause.blamed, cause.usedBytes, track.notice.sinceMs) }, null];
  }
  if (cause.usedBytes <= cause.limitBytes) return [{ ...seen, aboveSinceMs: null }, null];
  const aboveSinceMs = gap || track.aboveSinceMs === null ? now.monotonicMs : track.aboveSinceMs;
  const lasted = now.monotonicMs - aboveSinceMs >= settings.memory.sustainedMs;
  const toldLately = track.lastToldMs !== null && now.monotonicMs - track.lastToldMs < noticeSpacingMs;
  if (!lasted || toldLately) return [{ ...seen, aboveSinceMs }, null];
  const notice = noticeOf(cause, cause.blamed, cause.usedBytes, now.wallMs - (now.monotonicMs - aboveSinceMs));
  return [
    { ...seen, aboveSinceMs, notice, lastToldMs: now.monotonicMs },
    { kind: 'notify', notice },
  ];
}

function noticeOf(cause: Cause, blamed: ObservedSandbox, usedBytes: number, sinceMs: number): Notice {
  return {
    id: cause.id,
    rule: cause.rule,
    sandboxKey: blamed.key,
    sandboxName: blamed.name,
    usedBytes,
    limitBytes: cause.limitBytes,
    sandboxBytes: bytes(blamed),
    sinceMs,
  };
}

function usedBy(sandbox: ObservedSandbox, snapshot: Snapshot): number | null {
  return isFresh(sandbox, snapshot) ? (sandbox.usage.memory?.usedBytes ?? null) : null;
}

function bytes(sandbox: ObservedSandbox | null): number {
  return sandbox?.usage.memory?.usedBytes ?? 0;
}
