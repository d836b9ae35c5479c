import cronstrue from 'cronstrue';
import 'cronstrue/locales/de.js';
import type { Words } from '../i18n/words.ts';
import type { Schedule } from '../settings/schema.ts';

/** When a cron expression comes true: `At 19:00, Monday through Friday`. Throws for what is none. */
export function cronSentence(cron: string, { language }: Words): string {
  return cronstrue.toString(cron, { locale: language, use24HourTimeFormat: true, verbose: true });
}

/** When a schedule comes, and what it does then. */
export function scheduleSentence(
  { cron, action, forMs, minIdleMs }: Pick<Schedule, 'cron' | 'action' | 'forMs' | 'minIdleMs'>,
  words: Words,
): string {
  const { t, duration } = words;
  const when = cronSentence(cron, words);
  return action === 'quiet'
    ? t('schedule.sentence.quiet', { when, span: duration(forMs) })
    : t('schedule.sentence.stop-idle', { when, idle: duration(minIdleMs), span: duration(forMs) });
}
