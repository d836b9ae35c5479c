import type { SchedulePreview } from '../../../main/core/model/service.ts';

/** An expression, and what main says that it means: apart from each other they would say something wrong. */
export interface AnsweredCron {
  readonly cron: string;
  readonly answer: SchedulePreview;
}

/** Whether what is typed now can be saved: not before the answer to it is there. */
export function isGood(answered: AnsweredCron | null, cron: string): boolean {
  return answered !== null && answered.cron === cron && answered.answer.ok;
}
