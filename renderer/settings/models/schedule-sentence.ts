import cronstrue from 'cronstrue';
import 'cronstrue/locales/de.js';
import type { Language } from '../../../main/core/i18n/language.ts';
import type { Words } from '../../../main/core/i18n/words.ts';
import type { Schedule } from '../../../main/core/settings/schema.ts';

/** A cron expression in plain words, in the language of the window. Whether it is one, and when it comes, main says. */
export function cronSentence(cron: string, { language }: Words): string {
  return cronstrue.toString(cron, {
    locale: language,
    use24HourTimeFormat: !hasHalfDays(language),
    verbose: true,
    throwExceptionOnParseError: false,
  });
}

/** Whether the times beside the sentence are written with AM and PM. */
function hasHalfDays(language: Language): boolean {
  return new Intl.DateTimeFormat(language, { hour: 'numeric' }).resolvedOptions().hour12 === true;
}

/** What a schedule does: `At 07:00 PM, Monday through Friday: stop what has been idle for 5 min, for 30 min`. */
export function scheduleSentence({ cron, action, forMs, minIdleMs }: Schedule, words: Words): string {
  const when = cronSentence(cron, words);
  const span = words.duration(forMs);
  return words.t(`schedule.sentence.${action}`, { when, span, idle: words.duration(minIdleMs) });
}
