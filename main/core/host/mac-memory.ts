import type { HostMemory } from '../model/snapshot.ts';

/**
 * Reads `vm_stat` of macOS. Available is what the system can hand out at once or after dropping what it can read again:
 * free, purgeable and file-backed pages, as the Activity Monitor counts everything but "Memory Used". Speculative pages are
 * among the file-backed ones. Null when a line that is needed is missing.
 */
export function parseVmStat(text: string, totalBytes: number): HostMemory | null {
  const pageBytes = Number(/page size of (\d+) bytes/.exec(text)?.[1] ?? Number.NaN);
  const pages = (label: string): number =>
    Number(new RegExp(`^${label}:\\s+(\\d+)\\.\\s*$`, 'm').exec(text)?.[1] ?? Number.NaN);
  const availableBytes = (pages('Pages free') + pages('Pages purgeable') + pages('File-backed pages')) * pageBytes;
  if (!Number.isFinite(availableBytes) || !(totalBytes > 0)) return null;
  return { totalBytes, availableBytes: Math.min(availableBytes, totalBytes) };
}
