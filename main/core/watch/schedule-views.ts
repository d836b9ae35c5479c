import cronstrue from 'cronstrue';
import type { ScheduleView } from '../model/app-state.ts';
import { wordsFor } from '../i18n/words.ts';
import type { SchedulePreview } from '../model/service.ts';
import { nextSlots } from '../policy/slots.ts';
import { parseCron } from '../settings/cron.ts';
import type { Schedule } from '../settings/schema.ts';

const previewCount = 5;

/** What an expression means, in words and as its next five times (wall clock). */
export function previewSchedule(expression: string, nowMs: number): SchedulePreview {
  const cron = parseCron(expression);
  if (!cron) return { ok: false, message: 'That is not a cron expression of five fields, like "0 19 * * 1-5".' };
  return { ok: true, sentence: inWords(cron.expression), nextRunsMs: nextSlots(cron, nowMs, previewCount) };
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

function viewOf(schedule: Schedule, nowMs: number): ScheduleView {
  const { id, enabled, action, forMs, minIdleMs } = schedule;
  const preview = previewSchedule(schedule.cron, nowMs);
  const what =
    action === 'quiet'
      ? `stop nothing for ${wordsFor('en').duration(forMs)}`
      : `stop what has been idle for ${wordsFor('en').duration(minIdleMs)}, for ${wordsFor('en').duration(forMs)}`;
  const sentence = preview.ok ? `${preview.sentence}: ${what}` : preview.message;
  return { id, enabled, action, sentence, nextRunsMs: preview.ok ? preview.nextRunsMs : [], open: false };
}

function inWords(expression: string): string {
  return cronstrue.toString(expression, {
    use24HourTimeFormat: true,
    verbose: true,
    throwExceptionOnParseError: false,
  });
}
