import { constants } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';

export interface FollowerLimits {
  /** Read of a file that is met for the first time, and at most at a time: of what is more the end. */
  readonly maxReadBytes: number;
  /** A line that is longer is nobody's message. */
  readonly maxLineBytes: number;
}

const defaultLimits: FollowerLimits = { maxReadBytes: 256 * 1024, maxLineBytes: 64 * 1024 };
/** So many bytes before the place that was read up to are compared: a file that was emptied and grew again differs there. */
const markBytes = 64;

export interface FollowedLines {
  readonly lines: readonly string[];
  /** False for lines that were in the file before it was first looked at: when they were written nobody saw. */
  readonly live: boolean;
}

interface Place {
  readonly handle: FileHandle;
  readonly inode: number;
  offset: number;
  mark: Buffer;
  /** The beginning of a line whose end is not written yet. */
  rest: Buffer;
  /** True until the next line end: what is read belongs to a line that was cut off or is too long. */
  skipping: boolean;
}

/**
 * Follows a log that another program writes: from its end, never more than a bounded amount at a time, through truncation,
 * replacement and times without a file. It holds the file open, so that the rest of one that was rotated away is not lost.
 */
export class LogFollower {
  readonly #file: string;
  readonly #limits: FollowerLimits;
  #place: Place | null = null;
  #metBefore = false;

  constructor(file: string, limits: FollowerLimits = defaultLimits) {
    this.#file = file;
    this.#limits = limits;
  }

  /** True when there is a file that can be read. */
  get found(): boolean {
    return this.#place !== null;
  }

  /** The lines that were finished since the last call. Never throws; calls must not overlap. */
  async poll(): Promise<FollowedLines> {
    const live = this.#metBefore;
    const lines: string[] = [];
    try {
      const current = await this.#openCurrent();
      const before = this.#place;
      if (before && current?.inode === before.inode) {
        await current.handle.close();
        lines.push(...(await this.#readFrom(before)));
      } else {
        if (before) {
          this.#place = null;
          lines.push(...(await this.#readFrom(before).finally(() => before.handle.close())));
        }
        if (current) {
          this.#place = { ...current, ...(await this.#begin(current.handle)) };
          this.#metBefore = true;
          lines.push(...(await this.#readFrom(this.#place)));
        }
      }
    } catch {
      await this.close();
    }
    return { lines, live };
  }

  async close(): Promise<void> {
    const place = this.#place;
    this.#place = null;
    await place?.handle.close().catch(() => {});
  }

  async #openCurrent(): Promise<{ handle: FileHandle; inode: number } | null> {
    let handle: FileHandle;
    try {
      // Opening a pipe must not wait for somebody who writes into it. Windows knows no such flag.
      handle = await open(this.#file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    } catch {
      return null;
    }
    const stats = await handle.stat();
    if (stats.isFile()) return { handle, inode: stats.ino };
    await handle.close();
    return null;
  }

  async #begin(handle: FileHandle): Promise<Omit<Place, 'handle' | 'inode'>> {
    const { size } = await handle.stat();
    const offset = Math.max(0, size - this.#limits.maxReadBytes);
    return { offset, mark: Buffer.alloc(0), rest: Buffer.alloc(0), skipping: offset > 0 };
  }

  async #readFrom(place: Place): Promise<string[]> {
    const { size } = await place.handle.stat();
    if (size < place.offset || !(await this.#isWhereItWas(place))) {
      Object.assign(place, await this.#begin(place.handle), { skipping: size > this.#limits.maxReadBytes });
    }
    if (size - place.offset > this.#limits.maxReadBytes) {
      place.offset = size - this.#limits.maxReadBytes;
      place.rest = Buffer.alloc(0);
      place.skipping = true;
    }
    const bytes = await readAt(place.handle, place.offset, Math.max(0, size - place.offset));
    place.offset += bytes.length;
    place.mark = Buffer.concat([place.mark, bytes]).subarray(-markBytes);
    return this.#split(place, bytes);
  }

  async #isWhereItWas({ handle, offset, mark }: Place): Promise<boolean> {
    if (mark.length === 0) return true;
    return mark.equals(await readAt(handle, offset - mark.length, mark.length));
  }

  #split(place: Place, bytes: Buffer): string[] {
    const lines: string[] = [];
    let start = 0;
    for (let end = bytes.indexOf(0x0a); end >= 0; end = bytes.indexOf(0x0a, start)) {
      const line = Buffer.concat([place.rest, bytes.subarray(start, end)]);
      if (!place.skipping && line.length <= this.#limits.maxLineBytes)
        lines.push(line.toString('utf8').replace(/\r$/, ''));
      place.rest = Buffer.alloc(0);
      place.skipping = false;
      start = end + 1;
    }
    place.rest = place.skipping ? Buffer.alloc(0) : Buffer.concat([place.rest, bytes.subarray(start)]);
    if (place.rest.length > this.#limits.maxLineBytes) {
      place.rest = Buffer.alloc(0);
      place.skipping = true;
    }
    return lines;
  }
}

async function readAt(handle: FileHandle, offset: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length);
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await handle.read(buffer, filled, length - filled, offset + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return buffer.subarray(0, filled);
}
