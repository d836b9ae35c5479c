import type { Spark } from '../main/core/history/view.ts';
import type { Words } from '../main/core/i18n/words.ts';

/** Slots that were missed between two looks are taken for the same as the newer one; more than these stay a gap. */
const bridgedSlots = 2;

/** A line that begins with what a state shows: all before it is unknown. */
export function emptySpark(stepMs: number, slots: number, atMs: number): Spark {
  const fromMs = Math.floor(atMs / stepMs) * stepMs - (slots - 1) * stepMs;
  return { fromMs, stepMs, bytes: new Array<number | null>(slots).fill(null) };
}

/** The line as it goes on with the next look; null bytes are unknown. Of an older moment it stays as it is. */
export function extendSpark(spark: Spark, atMs: number, bytes: number | null): Spark {
  const { fromMs, stepMs } = spark;
  const count = spark.bytes.length;
  const index = Math.floor((atMs - fromMs) / stepMs);
  if (index < count - 1) return spark;
  const shift = Math.min(index - (count - 1), count);
  const line = [...spark.bytes.slice(shift), ...new Array<number | null>(shift).fill(null)];
  const missed = shift - 1;
  const before = line[count - 1 - shift] ?? null;
  if (before !== null && missed > 0 && missed <= bridgedSlots) line.fill(bytes, count - shift, count - 1);
  line[count - 1] = bytes;
  return { fromMs: fromMs + (index - (count - 1)) * stepMs, stepMs, bytes: line };
}

/** The line as an SVG path, from zero to the highest point; an empty string when nothing is known. A gap is no line. */
export function sparkPath({ bytes }: Spark, width: number, height: number): string {
  const top = Math.max(0, ...bytes.map((value) => value ?? 0));
  if (top === 0) return '';
  const stepX = width / Math.max(1, bytes.length - 1);
  const point = (value: number, index: number) =>
    `${round(index * stepX)} ${round(height - (value / top) * (height - 2) - 1)}`;
  let path = '';
  bytes.forEach((value, index) => {
    if (value === null) return;
    const isFirst = (bytes[index - 1] ?? null) === null;
    path += `${isFirst ? 'M' : 'L'}${point(value, index)}`;
    // One slot between two gaps is a dot, not nothing.
    if (isFirst && (bytes[index + 1] ?? null) === null) path += 'h0.01';
  });
  return path;
}

/** The same for those who do not see it; null when there is too little to speak of. */
export function sparkText({ bytes }: Spark, words: Words): string | null {
  const known = bytes.filter((value) => value !== null);
  if (known.length < 2) return null;
  return words.t('spark.text', {
    low: words.bytes(Math.min(...known)),
    high: words.bytes(Math.max(...known)),
    now: words.bytes(known.at(-1) ?? 0),
  });
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
