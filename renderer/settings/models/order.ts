import type { Victim } from '../../../main/core/model/decision.ts';

/** A list with one of its entries moved up (-1) or down (1); the same list where it cannot go. */
export function moved<T>(list: readonly T[], index: number, by: -1 | 1): readonly T[] {
  const other = index + by;
  const [one, two] = [list[index], list[other]];
  if (one === undefined || two === undefined) return list;
  return list.map((entry, at) => (at === index ? two : at === other ? one : entry));
}

/**
 * The wish for an order of victims after one of them was moved; null where it cannot go. Idle ones are taken before busy ones
 * and those that are held come last, whatever is wished: so one moves among its like only.
 */
export function moveVictim(
  victims: readonly Victim[],
  wished: readonly string[],
  key: string,
  by: -1 | 1,
): readonly string[] | null {
  const index = victims.findIndex((one) => one.key === key);
  const [one, other] = [victims[index], victims[index + by]];
  if (!one || !other || rankOf(one) !== rankOf(other)) return null;
  const shown = moved(victims, index, by).map((victim) => victim.key as string);
  // What does not run now keeps its wish.
  return [...shown, ...wished.filter((unseen) => !shown.includes(unseen))];
}

function rankOf({ held, idle }: Victim): 'idle' | 'busy' | 'held' {
  if (held !== undefined) return 'held';
  return idle ? 'idle' : 'busy';
}
