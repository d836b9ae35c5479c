import { readFile } from 'node:fs/promises';
import type { MemoryReading, MemorySource } from '../model/sandbox.ts';
import type { RunCommand } from './command.ts';
import { processId, type HostProcess } from './process-table.ts';

/**
 * A figure that costs more than a line of the process table is read again at once when the cheap one moved by much, after a
 * minute when it moved at all, and else seldom: for it the kernel walks through all memory of a VM.
 */
const rereadAfterMs = { moved: 60_000, still: 5 * 60_000 } as const;
const stillBytes = 1024 ** 2;
const forgottenAfterMs = 10 * 60_000;
const movedBytes = 16 * 1024 ** 2;
const movedShare = 0.05;

/** What a process holds of the machine's memory, by the best figure that the system has. */
export interface ProcessMemory {
  /** One reading for every process, in their order. Never throws: where there is nothing better it is the resident memory. */
  read(processes: readonly HostProcess[], atMs: number): Promise<readonly MemoryReading[]>;
}

/** The better figure of some processes, by pid; one that cannot be read is missing. May throw. */
export type ReadBetter = (processes: readonly HostProcess[]) => Promise<ReadonlyMap<number, number>>;

const noneBetter: ReadonlyMap<number, number> = new Map();

interface Remembered {
  readonly reading: MemoryReading;
  readonly residentBytes: number;
}

/** Resident memory is free; the better figure is read when it is old or the resident one moved away from it. */
export class BetterMemory implements ProcessMemory {
  readonly #source: MemorySource;
  readonly #readBetter: ReadBetter;
  readonly #remembered = new Map<string, Remembered>();

  constructor(source: MemorySource, readBetter: ReadBetter) {
    this.#source = source;
    this.#readBetter = readBetter;
  }

  async read(processes: readonly HostProcess[], atMs: number): Promise<readonly MemoryReading[]> {
    const due = processes.filter((one) => isDue(one, this.#remembered.get(processId(one)), atMs));
    const better = due.length === 0 ? noneBetter : await this.#readBetter(due).catch(() => noneBetter);
    for (const one of due) this.#remembered.set(processId(one), this.#fresh(one, better.get(one.pid), atMs));
    for (const [id, { reading }] of this.#remembered) {
      if (Math.abs(atMs - reading.atMs) > forgottenAfterMs) this.#remembered.delete(id);
    }
    return processes.map((one) => this.#remembered.get(processId(one))?.reading ?? resident(one, atMs));
  }

  #fresh(one: HostProcess, bytes: number | undefined, atMs: number): Remembered {
    const reading = bytes === undefined ? resident(one, atMs) : { bytes, source: this.#source, atMs };
    return { reading, residentBytes: one.residentBytes };
  }
}

function isDue(one: HostProcess, before: Remembered | undefined, atMs: number): boolean {
  if (!before) return true;
  const moved = Math.abs(one.residentBytes - before.residentBytes);
  const ageMs = Math.abs(atMs - before.reading.atMs);
  if (ageMs >= (moved > stillBytes ? rereadAfterMs.moved : rereadAfterMs.still)) return true;
  return before.reading.source === 'vm-process-rss' || moved > Math.max(movedBytes, before.residentBytes * movedShare);
}

function resident(one: HostProcess, atMs: number): MemoryReading {
  return { bytes: one.residentBytes, source: 'vm-process-rss', atMs };
}

/** The best figure of this system: PSS on Linux, footprint on macOS, private working set on Windows. */
export function systemProcessMemory(platform: NodeJS.Platform, run: RunCommand): ProcessMemory {
  if (platform === 'linux') return new BetterMemory('vm-process-pss', readPss);
  if (platform === 'darwin') return new BetterMemory('vm-process-footprint', (some) => readFootprints(some, run));
  return {
    read: (processes, atMs) =>
      Promise.resolve(
        processes.map((one) =>
          one.privateBytes === undefined
            ? resident(one, atMs)
            : { bytes: one.privateBytes, source: 'vm-process-private', atMs },
        ),
      ),
  };
}

async function readPss(processes: readonly HostProcess[]): Promise<ReadonlyMap<number, number>> {
  const found = new Map<number, number>();
  for (const { pid } of processes) {
    try {
      const bytes = parsePss(await readFile(`/proc/${pid}/smaps_rollup`, 'utf8'));
      if (bytes !== null) found.set(pid, bytes);
    } catch {
      // It ended, or its owner does not let anybody look.
    }
  }
  return found;
}

/** `Pss:` of /proc/PID/smaps_rollup, in bytes (proc(5)); null when the line is missing. */
export function parsePss(text: string): number | null {
  const match = /^Pss:\s+(\d+) kB$/m.exec(text);
  return match?.[1] === undefined ? null : Number(match[1]) * 1024;
}

const footprintDeadlineMs = 8_000;

async function readFootprints(
  processes: readonly HostProcess[],
  run: RunCommand,
): Promise<ReadonlyMap<number, number>> {
  const pids = processes.map((one) => String(one.pid));
  const result = await run('/usr/bin/footprint', ['-f', 'bytes', ...pids], { deadlineMs: footprintDeadlineMs });
  return parseFootprints(result.stdout);
}

const units: Readonly<Record<string, number>> = { B: 1, KB: 1024, MB: 1024 ** 2, GB: 1024 ** 3 };

/** The head lines of `footprint` (its manual page): `NAME [PID]: 64-bit    Footprint: 968 MB (16384 bytes per page)`. */
export function parseFootprints(text: string): ReadonlyMap<number, number> {
  const found = new Map<number, number>();
  for (const [, pid, value, unit] of text.matchAll(/\[(\d+)\]:[^\n]*?Footprint:\s*([\d.]+)\s*([KMG]?B)\b/g)) {
    found.set(Number(pid), Math.round(Number(value) * (units[unit ?? ''] ?? 1)));
  }
  return found;
}
