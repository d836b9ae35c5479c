import { message, say, type Message } from './message.ts';
import { wordsFor } from './words.ts';

/** An error that people are told of: its message is data, and in English where an error is read as one, as in the log. */
export class SaidError extends Error {
  override readonly name: string = 'SaidError';
  readonly said: Message;

  constructor(said: Message) {
    super(say(said, wordsFor('en')));
    this.said = said;
  }
}

/** What an error says to people. The text of one that was not made for them is not shown. */
export function saidBy(error: unknown): Message {
  return error instanceof SaidError ? error.said : message('failure.unknown');
}

/** The code of an error of the system, like `EACCES`; `none` without one. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'none';
}
