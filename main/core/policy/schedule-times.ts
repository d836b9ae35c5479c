import { isGap } from '../activity/gap.ts';
import { parseCron } from '../settings/cron.ts';
import type { Schedule, Settings } from '../settings/schema.ts';
import type { Now } from './case.ts';
import { countSlots, latestSlot } from './slots.ts';

export interface OpenSchedules {
  /** The schedules that hold now. */
  readonly open: readonly Schedule[];
  /** Schedules whose times went by unseen: they hold for this one look, once, however many times there were. */
  readonly missed: readonly { readonly id: string; readonly times: number }[];
}

/**
 * Which schedules hold at a moment: those that had one of their times within the last `forMs`. Times that went by while the
 * machine slept are never caught up on: they make for one look together (product.md, F13). `before` is the moment of the
 * look before; null at the first one.
 */
export function openSchedules(settings: Settings, before: Now | null, now: Now): OpenSchedules {
  const open: Schedule[] = [];
  const missed: { id: string; times: number }[] = [];
  const slept = before !== null && isGap(before, now, settings);
  for (const schedule of settings.schedules) {
    const cron = schedule.enabled ? parseCron(schedule.cron) : null;
    if (!cron) continue;
    if (latestSlot(cron, now.wallMs - schedule.forMs, now.wallMs) !== null) {
      open.push(schedule);
    } else if (slept) {
      const times = countSlots(cron, before.wallMs, now.wallMs);
      if (times === 0) continue;
      open.push(schedule);
      missed.push({ id: schedule.id, times });
    }
  }
  return { open, missed };
}
