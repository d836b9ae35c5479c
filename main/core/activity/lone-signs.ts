import type { Vote } from '../model/activity.ts';
import type { ObservedSandbox } from '../model/snapshot.ts';
import { blipOf, isHabit, isTrafficAlone, type Blip, type Habits } from './habits.ts';
import {
  asAlone,
  asUnsure,
  breaksSilence,
  isServedUnseen,
  isWithoutTraffic,
  signOf,
  standsAlone,
  type LastSigns,
  type Sign,
} from './signs.ts';
import type { Before } from './votes.ts';

/** What is known of the signs of a sandbox before this look. */
export interface SignsSoFar {
  readonly lastSigns: LastSigns;
  readonly habits: Habits;
  /** False when the time before this look was not seen: then nothing is let pass. */
  readonly isSeen: boolean;
  /** A stop is due, or announced. */
  readonly isDue: boolean;
}

export interface Weighed {
  readonly votes: readonly Vote[];
  readonly sign: Sign;
  readonly blip: Blip | 'work' | null;
  /** It showed something, and nobody is at work for it. */
  readonly alone: boolean;
  /** It is one of the things that this sandbox is known for. */
  readonly isHabitual: boolean;
}

/**
 * Weighs what a look shows of work. What the sandbox is known for, and a slight sign that stands alone, is nobody's work. While a
 * stop is due nothing slight is let pass: where traffic is counted and shows none, and of what the sandbox is known for, the
 * next look tells.
 */
export function weigh(
  votes: readonly Vote[],
  sandbox: ObservedSandbox,
  before: Before,
  { lastSigns, habits, isSeen, isDue }: SignsSoFar,
): Weighed {
  const nowMs = sandbox.observedMonotonicMs;
  const blip = blipOf(votes, sandbox, before);
  const sign = isTrafficAlone(blip, sandbox, before) ? 'slight' : signOf(votes, sandbox, before);
  const as = (seenAs: readonly Vote[], alone: boolean, isHabitual = false) => ({
    votes: seenAs,
    sign,
    blip,
    alone,
    isHabitual,
  });
  if (sign === 'none' || !isSeen) return as(votes, false);
  if (blip !== null && blip !== 'work' && isHabit(habits, blip, nowMs))
    return isDue ? as(asUnsure(votes), false, true) : as(asAlone(votes), true, true);
  if (sign === 'clear' || isServedUnseen(sandbox)) return as(votes, false);
  if (!isDue) return standsAlone(lastSigns, nowMs) ? as(asAlone(votes), true) : as(votes, false);
  const tells = breaksSilence(lastSigns, nowMs) && isWithoutTraffic(votes, sandbox);
  return as(tells ? asUnsure(votes) : votes, false);
}
