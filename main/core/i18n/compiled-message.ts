import { parse, TYPE, type MessageFormatElement } from '@formatjs/icu-messageformat-parser';

/** A message that has been read: its text where there is nothing to fill in, else its parts. Plain data. */
export type CompiledMessage = string | readonly MessageFormatElement[];

/** Throws for a text that is no ICU message. */
export function compileMessage(text: string): CompiledMessage {
  const parts = parse(text);
  const only = parts[0];
  if (only === undefined) return '';
  return parts.length === 1 && only.type === TYPE.literal ? only.value : parts;
}
