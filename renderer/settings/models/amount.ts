import type { Words } from '../../../main/core/i18n/words.ts';

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** Names of units as people write them, in English and German; the first that fits is meant. */
const timeUnits: readonly (readonly [RegExp, number])[] = [
  [/^(h|hr|hrs|hours?|std|stunden?)$/, hour],
  [/^(s|secs?|seconds?|sek|sekunden?)$/, second],
  [/^(m|mins?|minutes?|minuten)$/, minute],
  [/^(d|days?|t|tg|tag(e|en)?)$/, day],
];

const gib = 1024 ** 3;
const byteUnits: readonly (readonly [RegExp, number])[] = [
  [/^(m|mb|mib)$/, 1024 ** 2],
  [/^(g|gb|gib)$/, gib],
  [/^(t|tb|tib)$/, 1024 ** 4],
];

/** `45`, `1.5`, `1,5`. Parts of a text such as `1 h 30 min`. */
const part = /^\s*(\d+(?:[.,]\d+)?)\s*(\p{L}*)\.?\s*/u;

/** A span of time as people write it, in milliseconds: `45 min`, `2 h`, `1 h 30 min`, `3 days`; a bare number is minutes. Null for anything else. */
export function readDuration(text: string): number | null {
  return readSum(text, timeUnits, minute);
}

/** An amount of memory in bytes: `512 MB`, `4 GB`, `1.5 G`; a bare number is gigabytes. Null for anything else. */
export function readBytes(text: string): number | null {
  return readSum(text, byteUnits, gib);
}

/** A span of time in a field: every part of it, so that it is read back as what it is. Milliseconds are left out. */
export function writeDuration(ms: number, words: Words): string {
  const parts = [day, hour, minute, second].flatMap((unit, index, units) => {
    const above = units[index - 1];
    const amount = Math.floor((above === undefined ? ms : ms % above) / unit) * unit;
    return amount > 0 ? [words.duration(amount)] : [];
  });
  return parts.length === 0 ? words.duration(0) : parts.join(' ');
}

/** An amount of memory in a field: with as many places as it takes to read it back, three at most. */
export function writeBytes(bytes: number, words: Words): string {
  const unit = [1024 ** 4, gib].find((one) => bytes >= one) ?? 1024 ** 2;
  const places = [0, 1, 2].find((count) => Math.round(Number((bytes / unit).toFixed(count)) * unit) === bytes) ?? 3;
  const point = words.number(0.5, 1).slice(1, 2);
  // Without marks between thousands, which would be read as a point.
  return words.bytes(unit).replace('1', (bytes / unit).toFixed(places).replace('.', point));
}

function readSum(text: string, units: readonly (readonly [RegExp, number])[], bare: number): number | null {
  let rest = text.trim().toLowerCase();
  if (rest === '') return null;
  const isBare = /^\d+([.,]\d+)?$/.test(rest);
  let sum = 0;
  while (rest !== '') {
    const [whole, number, name = ''] = part.exec(rest) ?? [];
    if (whole === undefined || number === undefined) return null;
    const unit = isBare ? bare : units.find(([pattern]) => pattern.test(name))?.[1];
    if (unit === undefined) return null;
    sum += Number(number.replace(',', '.')) * unit;
    rest = rest.slice(whole.length);
  }
  return Math.round(sum);
}
