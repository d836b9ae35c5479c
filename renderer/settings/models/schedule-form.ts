import type { MessageId } from '../../../main/core/i18n/catalogue.ts';
import type { Schedule } from '../../../main/core/settings/schema.ts';
import { emptyMatch, matchForm, matchOf, type MatchForm } from './rule-form.ts';

/** A schedule as the editor has it. */
export interface ScheduleForm {
  readonly cron: string;
  readonly action: Schedule['action'];
  readonly forMs: number;
  readonly minIdleMs: number;
  readonly match: MatchForm;
}

const minute = 60_000;
const hour = 60 * minute;

/** Usual wishes, ready to take. */
export const schedulePresets = [
  { id: 'weekdays', cron: '0 19 * * 1-5', action: 'stop-idle', forMs: 30 * minute },
  { id: 'nights', cron: '0 23 * * *', action: 'stop-idle', forMs: 7 * hour },
  { id: 'lunch', cron: '0 12 * * 1-5', action: 'stop-idle', forMs: hour },
  { id: 'officeQuiet', cron: '0 9 * * 1-5', action: 'quiet', forMs: 8 * hour },
  { id: 'weekendQuiet', cron: '0 0 * * 6,0', action: 'quiet', forMs: 24 * hour },
] as const satisfies readonly { id: string; cron: string; action: Schedule['action']; forMs: number }[];
export type PresetId = (typeof schedulePresets)[number]['id'];

export const presetName = (id: PresetId): MessageId => `preset.${id}`;

export const newScheduleForm: ScheduleForm = {
  cron: schedulePresets[0].cron,
  action: schedulePresets[0].action,
  forMs: schedulePresets[0].forMs,
  minIdleMs: 5 * minute,
  match: emptyMatch,
};

export function scheduleForm(schedule: Schedule): ScheduleForm {
  const { cron, action, forMs, minIdleMs, match } = schedule;
  return { cron, action, forMs, minIdleMs, match: matchForm(match) };
}

/** The preset that a form is, as far as time and action go; null for one of the user's own. */
export function presetOf({ cron, action, forMs }: ScheduleForm): PresetId | null {
  const found = schedulePresets.find((one) => one.cron === cron.trim() && one.action === action && one.forMs === forMs);
  return found?.id ?? null;
}

/** The schedules with a new one, or with another in the place of the one that was edited. */
export function withSchedule(
  schedules: readonly Schedule[],
  form: ScheduleForm,
  editedId: string | null,
): readonly Schedule[] {
  const { cron, action, forMs, minIdleMs, match } = form;
  const said = { cron: cron.trim(), action, forMs, minIdleMs, match: matchOf(match) };
  if (editedId === null) return [...schedules, { id: freeId(schedules, action), enabled: true, ...said }];
  return schedules.map((one) => (one.id === editedId ? { ...one, ...said } : one));
}

/** The name under which it is in the ledger: `stop-idle-2`. */
function freeId(schedules: readonly Schedule[], action: Schedule['action']): string {
  const taken = new Set(schedules.map((one) => one.id));
  for (let number = 1; ; number += 1) {
    const id = number === 1 ? action : `${action}-${number}`;
    if (!taken.has(id)) return id;
  }
}
