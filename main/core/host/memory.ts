import type { HostMemory } from '../model/snapshot.ts';

export interface HostMemorySource {
  /** Null when it cannot be read: views say so and no limit is derived from it. Never throws. */
  read(): Promise<HostMemory | null>;
}

/** Reads the two lines of `/proc/meminfo` that matter; null when either is missing. Values in the file are KiB. */
export function parseMeminfo(text: string): HostMemory | null {
  const kib = (label: string): number | null => {
    const match = new RegExp(`^${label}:\\s+(\\d+) kB$`, 'm').exec(text);
    return match?.[1] === undefined ? null : Number(match[1]) * 1024;
  };
  const totalBytes = kib('MemTotal');
  const availableBytes = kib('MemAvailable');
  return totalBytes === null || availableBytes === null ? null : { totalBytes, availableBytes };
}
