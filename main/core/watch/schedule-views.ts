import { message } from '../i18n/message.ts';
import type { ScheduleView } from '../model/app-state.ts';
import type { SchedulePreview } from '../model/service.ts';
import { nextSlots } from '../policy/slots.ts';
import { parseCron } from '../settings/cron.ts';
import type { Schedule } from '../settings/schema.ts';

const previewCount = 5;

/** The next five times of an expression (wall clock). */
export function previewSchedule(expression: string, nowMs: number): SchedulePreview {
  const cron = parseCron(expression);
  if (!cron) return { ok: false, message: message('failure.cronForm', { example: '0 19 * * 1-5' }) };
  return { ok: true, cron: cron.expression, nextRunsMs: nextSlots(cron, nowMs, previewCount) };
}

/** The schedules for people. They are worked out anew only when they or the minute have changed. */
export class ScheduleViews {
  #made: { readonly of: readonly Schedule[]; readonly minute: number; readonly views: readonly ScheduleView[] } | null =
    null;

  of(schedules: readonly Schedule[], open: readonly Schedule[], nowMs: number): readonly ScheduleView[] {
    const minute = Math.floor(nowMs / 60_000);
    if (this.#made?.of !== schedules || this.#made.minute !== minute) {
      this.#made = { of: schedules, minute, views: schedules.map((one) => viewOf(one, nowMs)) };
    }
    const isOpen = ({ id }: ScheduleView) => open.some((one) => one.id === id);
    return this.#made.views.map((view) => ({ ...view, open: isOpen(view) }));
  }
}

function viewOf({ id, enabled, action, cron, forMs, minIdleMs }: Schedule, nowMs: number): ScheduleView {
  const preview = previewSchedule(cron, nowMs);
  const nextRunsMs = preview.ok ? preview.nextRunsMs : [];
  return { id, enabled, action, cron, forMs, minIdleMs, nextRunsMs, open: false };
}
