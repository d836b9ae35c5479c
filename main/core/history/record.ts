import type { SeriesId } from './series.ts';
import type { Measure, Slot } from './slot.ts';
import { tiers, type TierIndex } from './tiers.ts';

export interface SeriesSlot {
  readonly series: SeriesId;
  readonly slot: Slot;
}

/**
 * One slot on the disk, as nine words: a checksum, the series (high, low), the number of the slot (its start by the tier's
 * step), for how long memory and CPU were known (16 bits each, in units of 10 ms; 0: unknown), and mean and peak of both as
 * 32-bit floats. All of the same length, so that what a crash cut off is found by the length alone. Little-endian, as every
 * machine is that this runs on: the files stay on theirs.
 */
const recordWords = 9;
export const recordBytes = recordWords * 4;

const unitMs = 10;
const twoTo32 = 2 ** 32;

export function encodeSlots(tier: TierIndex, slots: readonly SeriesSlot[]): Uint8Array {
  const words = new Uint32Array(slots.length * recordWords);
  const floats = new Float32Array(words.buffer);
  slots.forEach(({ series, slot: { atMs, memory, cpu } }, index) => {
    const at = index * recordWords;
    words[at + 1] = Math.floor(series / twoTo32);
    words[at + 2] = series % twoTo32;
    words[at + 3] = Math.round(atMs / tiers[tier].stepMs);
    words[at + 4] = knownUnits(memory) | (knownUnits(cpu) << 16);
    floats.set([memory?.mean ?? 0, memory?.peak ?? 0, cpu?.mean ?? 0, cpu?.peak ?? 0], at + 5);
    words[at] = checksum(words, at, tier);
  });
  return new Uint8Array(words.buffer);
}

/** Calls `take` with the slots of some series (null: all) from a moment on. Records that are torn or damaged are left out. */
export function decodeSlots(
  tier: TierIndex,
  bytes: Uint8Array,
  wanted: ReadonlySet<SeriesId> | null,
  fromMs: number,
  take: (slot: SeriesSlot) => void,
): void {
  const length = Math.floor(bytes.byteLength / recordBytes) * recordWords;
  // Words have to lie at a multiple of four.
  const { buffer, byteOffset } = bytes.byteOffset % 4 === 0 ? bytes : bytes.slice();
  const words = new Uint32Array(buffer, byteOffset, length);
  const floats = new Float32Array(buffer, byteOffset, length);
  const { stepMs } = tiers[tier];
  const word = (index: number) => words[index] ?? 0;
  for (let at = 0; at < length; at += recordWords) {
    const atMs = word(at + 3) * stepMs;
    if (atMs + stepMs <= fromMs) continue;
    const series = word(at + 1) * twoTo32 + word(at + 2);
    if (wanted !== null && !wanted.has(series)) continue;
    if (word(at) !== checksum(words, at, tier)) continue;
    const known = word(at + 4);
    const memory = measureAt(floats, at + 5, known & 0xffff);
    const cpu = measureAt(floats, at + 7, known >>> 16);
    take({ series, slot: { atMs, memory, cpu } });
  }
}

function knownUnits(measure: Measure | null): number {
  return measure === null ? 0 : Math.min(0xffff, Math.max(1, Math.round(measure.knownMs / unitMs)));
}

function measureAt(floats: Float32Array, at: number, known: number): Measure | null {
  return known === 0 ? null : { knownMs: known * unitMs, mean: floats[at] ?? 0, peak: floats[at + 1] ?? 0 };
}

/** Over all words but its own (FNV-1a, by words). Not zero for a record of zeros, as a power failure leaves them. */
function checksum(words: Uint32Array, at: number, tier: TierIndex): number {
  let hash = 0x811c9dc5 ^ (tier + 1);
  for (let index = at + 1; index < at + recordWords; index += 1) {
    hash = Math.imul(hash ^ (words[index] ?? 0), 0x01000193);
    hash ^= hash >>> 15;
  }
  return hash >>> 0;
}
