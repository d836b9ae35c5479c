import { say, type Message } from '../../main/core/i18n/message.ts';
import { wordsFor } from '../../main/core/i18n/words.ts';

/** A message as the command line says it. */
export function inEnglish(message: Message): string {
  return say(message, wordsFor('en'));
}

/** Stands for any message that says this in English, or fits it; for `toMatchObject` and the like. */
export function saying(words: string | RegExp): Message {
  const matcher = {
    asymmetricMatch: (said: Message) =>
      typeof words === 'string' ? inEnglish(said).includes(words) : words.test(inEnglish(said)),
    toString: () => `a message that says ${String(words)}`,
  };
  return matcher as unknown as Message;
}
