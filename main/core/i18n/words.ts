import { formatToParts, IntlMessageFormat, type Formatters } from 'intl-messageformat';
import type { MessageId } from './catalogue.ts';
import type { CompiledMessage } from './compiled-message.ts';
import type { Language } from './language.ts';
import { messageOf } from './messages.ts';

export type MessageValues = Readonly<Record<string, string | number>>;

/** All that a view needs to speak one language. Pure: the same question has the same answer. */
export interface Words {
  readonly language: Language;
  /** A text of the catalogue, with its plurals and values filled in. */
  readonly t: (id: MessageId, values?: MessageValues) => string;
  readonly number: (value: number, digits?: number) => string;
  /**
   * Memory: `1.4 GB`, `780 MB`. Binary units under their everyday names, as Docker and the activity monitors show them; one
   * decimal from a gigabyte on.
   */
  readonly bytes: (bytes: number) => string;
  /** A span of time in its two largest units: `45 sec`, `2 min`, `1 hr 5 min`, `3 days 4 hr`. Rounded down. */
  readonly duration: (ms: number) => string;
  /** `1:45`, and `1:02:03` from an hour on. Rounded up, so that it shows 0:00 only when it is over. */
  readonly countdown: (ms: number) => string;
  /** Processor use in per cent of one core: `12%`, `0.4%` below one per cent. */
  readonly cpu: (cpuFraction: number) => string;
  /** The time of day of a wall-clock time, in the machine's zone. */
  readonly time: (wallMs: number) => string;
  /** Day and time. */
  readonly dateTime: (wallMs: number) => string;
  /** `a, b and c`. */
  readonly list: (parts: readonly string[]) => string;
}

const made = new Map<Language, Words>();

/** The words of a language. Made once for each: formats cost a hundred times as much to make as to use. */
export function wordsFor(language: Language): Words {
  const words = made.get(language) ?? makeWords(language);
  made.set(language, words);
  return words;
}

const kib = 1024;
/** What `{share, number, percent}` means, and the like. */
const { formats: styles } = IntlMessageFormat;
const byteUnits = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;

function makeWords(language: Language): Words {
  const messages = new Map<MessageId, CompiledMessage>();
  const plurals = formats((type) => new Intl.PluralRules(language, { type: type as Intl.PluralRuleType }));
  const numbers = formats((digits) => new Intl.NumberFormat(language, { maximumFractionDigits: Number(digits) }));
  const units = formats((key) => {
    const [unit, digits] = key.split('/');
    return new Intl.NumberFormat(language, {
      style: 'unit',
      unit: unit ?? 'second',
      unitDisplay: 'short',
      maximumFractionDigits: Number(digits),
    });
  });
  const percents = formats(
    (digits) => new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: Number(digits) }),
  );
  const times = formats(() => new Intl.DateTimeFormat(language, { timeStyle: 'short' }));
  const dates = formats(() => new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' }));
  const lists = formats(() => new Intl.ListFormat(language, { type: 'conjunction' }));
  // The library would make all of these anew for each message.
  const formatters: Formatters = {
    getNumberFormat: (_, options) => (options ? new Intl.NumberFormat(language, options) : numbers('3')),
    getDateTimeFormat: (_, options) => new Intl.DateTimeFormat(language, options),
    getPluralRules: (_, options) => plurals(options?.type ?? 'cardinal'),
  };
  const inUnit = (unit: string, value: number, digits = 0) => units(`${unit}/${digits}`).format(value);
  const pair = (large: string, largeCount: number, small: string, smallCount: number) =>
    smallCount === 0 ? inUnit(large, largeCount) : `${inUnit(large, largeCount)} ${inUnit(small, smallCount)}`;
  return {
    language,
    t(id, values) {
      let message = messages.get(id);
      if (message === undefined) messages.set(id, (message = messageOf(language, id)));
      if (typeof message === 'string') return message;
      const parts = formatToParts<never>([...message], language, formatters, styles, values, undefined, id);
      return withoutDoubledStops(parts.map(({ value }) => value).join(''));
    },
    number: (value, digits = 0) => numbers(String(digits)).format(value),
    bytes(bytes) {
      let value = bytes;
      let unit = 0;
      while (value >= 1000 && unit < byteUnits.length - 1) {
        value /= kib;
        unit += 1;
      }
      return inUnit(byteUnits[unit] ?? 'byte', value, unit >= 3 && value < 100 ? 1 : 0);
    },
    duration(ms) {
      const seconds = Math.max(0, Math.floor(ms / 1000));
      const minutes = Math.floor(seconds / 60);
      const hours = Math.floor(minutes / 60);
      if (seconds < 60) return inUnit('second', seconds);
      if (minutes < 60) return inUnit('minute', minutes);
      if (hours < 24) return pair('hour', hours, 'minute', minutes % 60);
      return pair('day', Math.floor(hours / 24), 'hour', hours % 24);
    },
    countdown(ms) {
      const seconds = Math.max(0, Math.ceil(ms / 1000));
      const two = (value: number) => String(value).padStart(2, '0');
      const hours = Math.floor(seconds / 3600);
      const minutes = Math.floor((seconds % 3600) / 60);
      return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
    },
    cpu: (fraction) => percents(fraction > 0 && fraction < 0.01 ? '1' : '0').format(fraction),
    time: (wallMs) => times('').format(wallMs),
    dateTime: (wallMs) => dates('').format(wallMs),
    list: (parts) => lists('').format(parts),
  };
}

/** A short unit may end with a full stop of its own, and the sentence with it: `Höchstens 30 Min.` */
function withoutDoubledStops(text: string): string {
  return text.includes('..') ? text.replace(/(\p{L}\.)\.(?=\s|$)/gu, '$1') : text;
}

/** Formats of one kind, each made when it is first needed. */
function formats<Format>(make: (key: string) => Format): (key: string) => Format {
  const ready = new Map<string, Format>();
  return (key) => {
    let format = ready.get(key);
    if (format === undefined) ready.set(key, (format = make(key)));
    return format;
  };
}
