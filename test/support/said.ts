import { say, type Message } from '../../main/core/i18n/message.ts';
import { wordsFor } from '../../main/core/i18n/words.ts';

/** A message as the command line says it. */
export function inEnglish(message: Message): string {
  return say(message, wordsFor('en'));
}
