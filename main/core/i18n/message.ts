import { redactText } from '../apikey/redact.ts';
import type { MessageId } from './catalogue.ts';
import type { Words } from './words.ts';

type Value = string | number | Message | readonly string[];

declare const made: unique symbol;

/**
 * Something to be said, as data: views put it in words, each in its own language. It can be sent and stored. Only `message`
 * makes one, so that no value in it can be a key.
 */
export interface Message {
  readonly id: MessageId;
  readonly values?: Readonly<Record<string, Value>>;
  readonly [made]: true;
}

/** What may look like a key is taken out of every value: it may come from a program that repeats what it was given. */
export function message(id: MessageId, values?: Readonly<Record<string, Value>>): Message {
  if (!values) return { id } as Message;
  const clean = Object.entries(values).map(([name, value]) => [name, withoutKeys(value)]);
  return { id, values: Object.fromEntries(clean) as Readonly<Record<string, Value>> } as Message;
}

/** What somebody else said, as it came: a program, or the system. It is in no language of ours. */
export function quoted(text: string): Message {
  return message('failure.quoted', { text });
}

/** One sentence after another. */
export function sentences([first, ...others]: readonly [Message, ...Message[]]): Message {
  return others.reduce((before, next) => message('failure.both', { first: before, second: next }), first);
}

/** Lists become `a, b and c`, messages in a message are said first. */
export function say({ id, values }: Message, words: Words): string {
  if (!values) return words.t(id);
  const said = Object.entries(values).map(([name, value]) => [name, inWords(value, words)]);
  return words.t(id, Object.fromEntries(said) as Readonly<Record<string, string | number>>);
}

function inWords(value: Value, words: Words): string | number {
  if (typeof value !== 'object') return value;
  return isList(value) ? words.list(value) : say(value, words);
}

function withoutKeys(value: Value): Value {
  if (typeof value === 'string') return redactText(value);
  return typeof value === 'object' && isList(value) ? value.map(redactText) : value;
}

function isList(value: Message | readonly string[]): value is readonly string[] {
  return Array.isArray(value);
}
