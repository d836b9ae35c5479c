import cronstrue from 'cronstrue';
import 'cronstrue/locales/de.js';
import type { Language } from '../i18n/language.ts';
import type { Words } from '../i18n/words.ts';
import type { Schedule } from '../settings/schema.ts';

/** When a cron expression comes true: `At 7:00 PM, Monday through Friday`. Whether it is one, `parseCron` says. */
export function cronSentence(cron: string, { language }: Words): string {
  const sentence = cronstrue.toString(cron, {
    locale: language,
    use24HourTimeFormat: !hasHalfDays(language),
    verbose: true,
    throwExceptionOnParseError: false,
  });
  // As the times beside it are written.
  return sentence.replace(/\b0(\d:\d\d [AP]M)/g, '$1');
}

/** Whether the times beside the sentence are written with AM and PM. */
function hasHalfDays(language: Language): boolean {
  return new Intl.DateTimeFormat(language, { hour: 'numeric' }).resolvedOptions().hour12 === true;
}

/** When a schedule comes, and what it does then: `At 7:00 PM, every day: within the next 30 min, stop what has been idle for 5 min`. */
export function scheduleSentence(
  { cron, action, forMs, minIdleMs }: Pick<Schedule, 'cron' | 'action' | 'forMs' | 'minIdleMs'>,
  words: Words,
): string {
  const { t, duration } = words;
  const when = cronSentence(cron, words);
  return t(`schedule.sentence.${action}`, { when, idle: duration(minIdleMs), span: duration(forMs) });
}
