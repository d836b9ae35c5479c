import { readFile } from 'node:fs/promises';
import os from 'node:os';
import type { HostMemory } from '../model/snapshot.ts';

export interface HostMemorySource {
  /** Null when it cannot be read: views say so and no limit is derived from it. */
  read(): Promise<HostMemory | null>;
}

/** `MemAvailable` where there is one (Linux); elsewhere what the OS calls free, which is a lower bound. */
export function systemHostMemory(platform: NodeJS.Platform = process.platform): HostMemorySource {
  return {
    async read() {
      if (platform !== 'linux') return { totalBytes: os.totalmem(), availableBytes: os.freemem() };
      try {
        return parseMeminfo(await readFile('/proc/meminfo', 'utf8'));
      } catch {
        return null;
      }
    },
  };
}

/** Reads the two lines that matter; null when either is missing. Values in the file are KiB. */
export function parseMeminfo(text: string): HostMemory | null {
  const kib = (label: string): number | null => {
    const match = new RegExp(`^${label}:\\s+(\\d+) kB$`, 'm').exec(text);
    return match?.[1] === undefined ? null : Number(match[1]) * 1024;
  };
  const totalBytes = kib('MemTotal');
  const availableBytes = kib('MemAvailable');
  return totalBytes === null || availableBytes === null ? null : { totalBytes, availableBytes };
}
