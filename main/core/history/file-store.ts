import {
  closeSync,
  constants,
  fstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeSync,
} from 'node:fs';
import path from 'node:path';
import { decodeMarks, encodeMarks, type HistoryMark } from './marks.ts';
import { decodeSlots, encodeSlots, recordBytes, type SeriesSlot } from './record.ts';
import type { HistoryStore } from './store.ts';
import { marksKeptMs, tiers, type TierIndex } from './tiers.ts';

export const historyFolder = 'history';

/** A segment of marks takes no more than this: something that flaps must not fill the disk. */
const maxMarksBytes = 512 * 1024;
/** The same for a segment of slots, far above what a thousand sandboxes need: a clock that jumps writes slots twice. */
const maxSegmentBytes = 16 * 1024 * 1024;
/** Marks are kept in files of a day. */
const marks = { name: 'marks', keptMs: marksKeptMs, segmentMs: 86_400_000 } as const;

type Kept = Pick<(typeof tiers)[number] | typeof marks, 'name' | 'keptMs' | 'segmentMs'>;

/**
 * The past as files in `home`, each of one tier and one stretch of time: written only at their ends, and removed whole when
 * all of it is too old. There is no index and nothing is rewritten, so a process that is killed costs at most the record
 * that it was writing.
 */
export class FileHistoryStore implements HistoryStore {
  readonly #folder: string;

  constructor(home: string) {
    this.#folder = path.join(home, historyFolder);
  }

  append(tier: TierIndex, slots: readonly SeriesSlot[]): void {
    const bySegment = groupBy(slots, ({ slot }) => Math.floor(slot.atMs / tiers[tier].segmentMs));
    for (const [number, group] of bySegment) {
      this.#appendTo(fileName(tiers[tier], number), encodeSlots(tier, group), recordBytes, maxSegmentBytes);
    }
  }

  appendMarks(all: readonly HistoryMark[]): void {
    for (const [number, group] of groupBy(all, ({ atMs }) => Math.floor(atMs / marks.segmentMs))) {
      // The line break comes first, too: a line that a crash cut off must not run into the next one.
      this.#appendTo(fileName(marks, number), Buffer.from(`\n${encodeMarks(group)}`), 1, maxMarksBytes);
    }
  }

  read(tier: TierIndex, fromMs: number, wanted: ReadonlySet<number> | null): readonly SeriesSlot[] {
    const slots: SeriesSlot[] = [];
    for (const file of this.#segments(tiers[tier], fromMs)) {
      const bytes = this.#bytesOf(file);
      if (bytes !== null) decodeSlots(tier, bytes, wanted, fromMs, (slot) => slots.push(slot));
    }
    return slots;
  }

  newestMs(tier: TierIndex, nowMs: number): number | null {
    const files = segmentsOf(tiers[tier], this.#files())
      .filter(({ number }) => number * tiers[tier].segmentMs <= nowMs)
      .sort((a, b) => b.number - a.number);
    for (const { file } of files) {
      let newestMs: number | null = null;
      const bytes = this.#bytesOf(file);
      if (bytes !== null)
        decodeSlots(tier, bytes, null, 0, ({ slot }) => {
          if (slot.atMs <= nowMs) newestMs = Math.max(newestMs ?? 0, slot.atMs);
        });
      if (newestMs !== null) return newestMs;
    }
    return null;
  }

  readMarks(fromMs: number): readonly HistoryMark[] {
    return this.#segments(marks, fromMs)
      .flatMap((file) => decodeMarks(this.#bytesOf(file)?.toString('utf8') ?? ''))
      .filter(({ atMs }) => atMs >= fromMs);
  }

  /**
   * By count and not by age: a wall clock that is wrong for a while, in either direction, takes nothing away but what as many
   * newer segments have replaced. What lies in the future may be the past of a clock that is right, and has a bound of its own.
   */
  forget(nowMs: number): void {
    const files = this.#files();
    for (const kept of [...tiers, marks]) {
      // Those that the time reaches into, and one more.
      const count = Math.ceil(kept.keptMs / kept.segmentMs) + 2;
      const all = segmentsOf(kept, files).sort((a, b) => b.number - a.number);
      const isFuture = ({ number }: { readonly number: number }) => number * kept.segmentMs > nowMs;
      const past = all.filter((one) => !isFuture(one));
      const future = all.filter(isFuture);
      for (const { file } of [...past.slice(count), ...future.slice(0, -2 * count)]) {
        rmSync(path.join(this.#folder, file), { force: true });
      }
    }
  }

  #appendTo(file: string, bytes: Uint8Array, unitBytes: number, maxBytes: number): void {
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
    const handle = openSync(path.join(this.#folder, file), constants.O_RDWR | constants.O_CREAT, 0o600);
    try {
      const { size } = fstatSync(handle);
      if (size + bytes.byteLength > maxBytes) return;
      // Written over the part of a record that a crash left at the end, which would shift everything after it.
      const endOfWhole = size - (size % unitBytes);
      const written = writeSync(handle, bytes, 0, bytes.byteLength, endOfWhole);
      if (written !== bytes.byteLength) throw new Error('The disk took only a part of it.');
    } finally {
      closeSync(handle);
    }
  }

  #segments(kept: Kept, fromMs: number): readonly string[] {
    return segmentsOf(kept, this.#files())
      .filter(({ number }) => (number + 1) * kept.segmentMs > fromMs)
      .map(({ file }) => file);
  }

  #files(): readonly string[] {
    try {
      return readdirSync(this.#folder);
    } catch {
      return [];
    }
  }

  #bytesOf(file: string): Buffer | null {
    try {
      return readFileSync(path.join(this.#folder, file));
    } catch {
      return null;
    }
  }
}

function segmentsOf({ name }: Kept, files: readonly string[]): { readonly file: string; readonly number: number }[] {
  return files.flatMap((file) => {
    const number = file.startsWith(`${name}-`) && /-(\d{1,12})\.v1$/.exec(file)?.[1];
    return typeof number === 'string' ? [{ file, number: Number(number) }] : [];
  });
}

function fileName({ name }: Kept, number: number): string {
  return `${name}-${number}.v1`;
}

function groupBy<T>(all: readonly T[], numberOf: (one: T) => number): ReadonlyMap<number, readonly T[]> {
  const groups = new Map<number, T[]>();
  for (const one of all) {
    const group = groups.get(numberOf(one));
    if (group) group.push(one);
    else groups.set(numberOf(one), [one]);
  }
  return groups;
}
