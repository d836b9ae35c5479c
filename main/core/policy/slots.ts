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

/**
 * The times on the local day that lies so many days from a moment, in their order. An hour that summer time leaves out has
 * none; those of an hour that comes twice come twice.
 */
function slotsOfDay(cron: Cron, atMs: number, daysOn: number): Day {
  const at = new Date(atMs);
  const time = (hour: number, minute: number) =>
    new Date(at.getFullYear(), at.getMonth(), at.getDate() + daysOn, hour, minute).getTime();
  const { hours, minutes } = cron;
  const startMs = time(0, 0);
  // Two of the day's times tell whether the day is one of those meant at all.
  const first = time(hours[0] ?? 0, minutes[0] ?? 0);
  const last = time(hours.at(-1) ?? 0, minutes.at(-1) ?? 0);
  if (!cron.matches(first) && !cron.matches(last)) return { startMs, slots: [] };
  const backMs = clockBackMs(startMs - 1, time(24, 0));
  const slots: number[] = [];
  for (const hour of hours) {
    for (const minute of minutes) {
      const slotMs = time(hour, minute);
      // A clock that was put forward gives a time of the hour left out for one of the next hour.
      if (backMs === 0 || shows(slotMs, hour, minute)) slots.push(slotMs);
      if (backMs > 0 && shows(slotMs + backMs, hour, minute)) slots.push(slotMs + backMs);
    }
  }
  return { startMs, slots: slots.sort((a, b) => a - b) };
}

/** How far the clock of the machine is put back between two moments; below 0 where it is put forward. */
function clockBackMs(fromMs: number, untilMs: number): number {
  return (new Date(untilMs).getTimezoneOffset() - new Date(fromMs).getTimezoneOffset()) * 60_000;
}

function shows(atMs: number, hour: number, minute: number): boolean {
  const at = new Date(atMs);
  return at.getHours() === hour && at.getMinutes() === minute;
}
