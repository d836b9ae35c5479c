import type { RunCommand } from './command.ts';
import { pickAgain, type HostProcess, type ProcessTable } from './process-table.ts';

/** The process table as `ps` of macOS prints it. */
export function psProcessTable(run: RunCommand): ProcessTable {
  const list: ProcessTable['list'] = async (wanted = () => true) => {
    // `x`: also those without a terminal, but of this user only.
    const result = await run('/bin/ps', ['-xo', 'pid=,rss=,time=,lstart=,args='], { deadlineMs: 5_000 });
    if (result.outcome !== 'exited' || result.exitCode !== 0) throw new Error(`ps: ${result.outcome}`);
    return result.stdout
      .split('\n')
      .flatMap((line) => parsePsLine(line) ?? [])
      .filter((one) => wanted(one.args));
  };
  return { list, again: async (known) => pickAgain(await list(), known) };
}

const line = /^\s*(\d+)\s+(\d+)\s+([\d:.-]+)\s+(\w{3}\s+\w{3}\s+\d+\s+[\d:]{8}\s+\d{4})\s+(.+)$/;

/** `rss` is KiB; `time` is `[[dd-]hh:]mm:ss[.cc]`. Arguments with spaces in them cannot be told apart, which does no harm here. */
export function parsePsLine(text: string): HostProcess | null {
  const match = line.exec(text);
  if (!match) return null;
  const [, pid, rssKib, time, started, args] = match;
  const cpuTimeMs = parsePsTime(time ?? '');
  const residentBytes = Number(rssKib) * 1024;
  if (cpuTimeMs === null || args === undefined || started === undefined) return null;
  if (!Number.isSafeInteger(residentBytes)) return null;
  return {
    pid: Number(pid),
    args: args.split(' '),
    residentBytes,
    cpuTimeMs,
    startedId: started.replace(/\s+/g, ' '),
  };
}

/** Milliseconds; null for what is no time, or more than can be counted. */
export function parsePsTime(text: string): number | null {
  const match = /^(?:(?:(\d+)-)?(\d+):)?(\d+):(\d+(?:\.\d+)?)$/.exec(text);
  if (!match) return null;
  const [days, hours, minutes, seconds] = match.slice(1).map((part) => Number(part ?? 0));
  const ms = Math.round((((days ?? 0) * 24 + (hours ?? 0)) * 60 + (minutes ?? 0)) * 60_000 + (seconds ?? 0) * 1000);
  return Number.isSafeInteger(ms) ? ms : null;
}
