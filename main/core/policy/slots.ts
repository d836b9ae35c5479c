import type { Cron } from '../settings/cron.ts';

/** Nothing is looked for further away than this: February 29th comes at least every eight years. */
const horizonDays = 8 * 366;

/** The newest time of an expression after `afterMs` and not after `untilMs`, wall clock; null when there is none. */
export function latestSlot(cron: Cron, afterMs: number, untilMs: number): number | null {
  for (let daysBack = 0; daysBack <= horizonDays; daysBack += 1) {
    const { slots, startMs } = slotsOfDay(cron, untilMs, -daysBack);
    const found = slots.findLast((slotMs) => slotMs <= untilMs);
    if (found !== undefined) return found > afterMs ? found : null;
    if (startMs <= afterMs) return null;
  }
  return null;
}

/** How many times there are after `afterMs` and not after `untilMs`; counting ends at `most`. */
export function countSlots(cron: Cron, afterMs: number, untilMs: number, most = 1_000): number {
  return nextSlots(cron, afterMs, most, untilMs).length;
}

/** The next times of an expression after a moment, wall clock, at most `count` and none after `untilMs`. */
export function nextSlots(cron: Cron, afterMs: number, count: number, untilMs = Number.POSITIVE_INFINITY): number[] {
  const found: number[] = [];
  for (let days = 0; days <= horizonDays; days += 1) {
    const { slots, startMs } = slotsOfDay(cron, afterMs, days);
    if (startMs > untilMs) return found;
    for (const slotMs of slots) {
      if (slotMs <= afterMs || slotMs > untilMs) continue;
      found.push(slotMs);
      if (found.length === count) return found;
    }
  }
  return found;
}

interface Day {
  readonly startMs: number;
  readonly slots: readonly number[];
}

/** The times on the local day that lies so many days from a moment. An hour that summer time leaves out has none. */
function slotsOfDay(cron: Cron, atMs: number, daysOn: number): Day {
  const at = new Date(atMs);
  const time = (hour: number, minute: number) =>
    new Date(at.getFullYear(), at.getMonth(), at.getDate() + daysOn, hour, minute).getTime();
  const { hours, minutes } = cron;
  // Two of the day's times tell whether the day is one of those meant at all.
  const first = time(hours[0] ?? 0, minutes[0] ?? 0);
  const last = time(hours.at(-1) ?? 0, minutes.at(-1) ?? 0);
  const slots: number[] = [];
  if (cron.matches(first) || cron.matches(last)) {
    for (const hour of hours) {
      for (const minute of minutes) if (cron.matches(time(hour, minute))) slots.push(time(hour, minute));
    }
  }
  return { startMs: time(0, 0), slots };
}
