import type { Vote } from '../model/activity.ts';
import type { ObservedSandbox } from '../model/snapshot.ts';
import { aboveLeastMs, aboveQuietMs } from './quiet.ts';
import { slightCpuMs } from './signs.ts';
import { asksModel, isNewRequest, restBytes, type Before } from './votes.ts';

/** What one look showed beyond the rest of a sandbox: a timer that went off, or somebody who began to work. */
export interface Blip {
  readonly cpuMs: number;
  /** Null where bytes are not counted. */
  readonly bytes: number | null;
  /** A host was asked that does not answer for a model. */
  readonly asks: boolean;
}

interface Habit extends Blip {
  readonly times: number;
}

/** The blips that a sandbox is known for: programs in it that do the same now and then, for nobody. Monotonic times. */
export interface Habits {
  readonly learned: readonly Habit[];
  /** The last blip, as long as nothing came after it. */
  readonly open: { readonly blip: Blip; readonly atMs: number } | null;
  readonly lastBlipMs: number;
  readonly lastWorkMs: number;
}

export const noHabits: Habits = {
  learned: [],
  open: null,
  lastBlipMs: Number.NEGATIVE_INFINITY,
  lastWorkMs: Number.NEGATIVE_INFINITY,
};

/** Less than this is in every look, and more than this is work, whatever was seen before. */
export const leastBlipMs = 100;
export const mostBlipBytes = 45_000;

/**
 * A habit is what came so many times without anything `beforeMs` before it and `afterMs` after it. What works asks its model, its
 * server or its terminal again sooner than that: a command ends after 10 min, and a person calls again within five.
 */
export const habitTimes = 2;
export const beforeMs = 6 * 60_000;
export const afterMs = 10 * 60_000;

/** So soon after work nothing is taken for a habit. */
export const settledMs = 60_000;

/** So many kinds of blips are remembered, the newest ones. */
const mostKinds = 8;

/** Alike are blips that differ by no more than this: other small things come along with them. */
const alikeShare = 0.12;
const alikeCpuMs = 60;
const alikeBytes = 4_500;

/** What a look shows beyond rest: `null` nothing, `work` more than a timer does, or what cannot be measured. */
export function blipOf(votes: readonly Vote[], sandbox: ObservedSandbox, before: Before): Blip | 'work' | null {
  const busy = votes.filter(({ says }) => says === 'busy').map(({ signal }) => signal);
  const { quiet, lookedMonotonicMs } = before;
  if (quiet === undefined || quiet.forMs === 0 || lookedMonotonicMs === undefined || sandbox.cpuFraction === null)
    return busy.length > 0 ? 'work' : null;
  if (busy.some((signal) => signal !== 'cpu' && signal !== 'network')) return 'work';
  const cpuMs = aboveQuietMs(quiet, sandbox.observedMonotonicMs - lookedMonotonicMs, sandbox.cpuFraction);
  const { network } = sandbox.usage;
  const bytes =
    network.kind === 'counter' && before.network.kind === 'counter'
      ? Math.max(0, network.totalBytes - before.network.totalBytes - restBytes(sandbox, before))
      : null;
  const asks =
    network.kind === 'last-seen' && before.network.kind === 'last-seen' && isNewRequest(network, before.network);
  const heard = busy.includes('network');
  if (asksModel(network, before.network) || (heard && bytes === null && !asks)) return 'work';
  if (cpuMs > slightCpuMs || (bytes ?? 0) > mostBlipBytes) return 'work';
  return cpuMs < leastBlipMs && !heard ? null : { cpuMs, bytes, asks };
}

/**
 * True for some bytes that cost no processor time: whoever asks a model, or is asked for a page, has to work for that. It is
 * measured above the quietest look: above a mean with timers in it a question may look like nothing.
 */
export function isTrafficAlone(
  blip: Blip | 'work' | null,
  { cpuFraction, observedMonotonicMs }: Pick<ObservedSandbox, 'cpuFraction' | 'observedMonotonicMs'>,
  { quiet, lookedMonotonicMs }: Pick<Before, 'quiet' | 'lookedMonotonicMs'>,
): boolean {
  if (blip === null || blip === 'work') return false;
  if (quiet === undefined || lookedMonotonicMs === undefined || cpuFraction === null) return false;
  return aboveLeastMs(quiet, observedMonotonicMs - lookedMonotonicMs, cpuFraction) < leastBlipMs;
}

/** True when this blip is one of the known ones, and comes neither upon another nor upon work. */
export function isHabit({ learned, lastBlipMs, lastWorkMs }: Habits, blip: Blip, nowMs: number): boolean {
  if (nowMs - lastBlipMs < beforeMs || nowMs - lastWorkMs < settledMs) return false;
  return learned.some((habit) => habit.times >= habitTimes && areAlike(habit, blip));
}

/** The habits after one more look that saw everything. */
export function habitsAfter(habits: Habits, seen: Blip | 'work' | null, nowMs: number): Habits {
  if (seen === 'work') return { ...habits, open: null, lastWorkMs: nowMs };
  const { open, lastBlipMs, lastWorkMs } = habits;
  if (seen !== null) {
    const isFirst = nowMs - Math.max(lastBlipMs, lastWorkMs) >= beforeMs;
    return { ...habits, open: isFirst ? { blip: seen, atMs: nowMs } : null, lastBlipMs: nowMs };
  }
  if (open === null || nowMs - open.atMs < afterMs) return habits;
  return { ...habits, open: null, learned: withOneMore(habits.learned, open.blip) };
}

function withOneMore(learned: readonly Habit[], blip: Blip): readonly Habit[] {
  const known = learned.find((habit) => areAlike(habit, blip));
  const others = learned.filter((habit) => habit !== known);
  return [...others, { ...blip, times: (known?.times ?? 0) + 1 }].slice(-mostKinds);
}

/** Something was not seen, or another run begins: what is known stays known. */
export function habitsUnseen(habits: Habits, nowMs: number): Habits {
  return habitsAfter(habits, 'work', nowMs);
}

function areAlike(a: Blip, b: Blip): boolean {
  if (a.asks !== b.asks || (a.bytes === null) !== (b.bytes === null)) return false;
  return near(a.cpuMs, b.cpuMs, alikeCpuMs) && near(a.bytes ?? 0, b.bytes ?? 0, alikeBytes);
}

function near(a: number, b: number, least: number): boolean {
  return Math.abs(a - b) <= Math.max(least, alikeShare * Math.max(a, b));
}
