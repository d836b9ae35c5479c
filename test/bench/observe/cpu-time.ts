import { readFileSync } from 'node:fs';

/** Processor time of this process, and of its children that have ended, in milliseconds. */
export interface CpuTime {
  readonly appMs: number;
  readonly childMs: number;
}

/** `cutime` and `cstime` of proc(5) are counted in ticks of 10 ms: they say something over many children only. */
const tickMs = 10;

export function cpuTime(): CpuTime {
  const { user, system } = process.cpuUsage();
  const stat = readFileSync('/proc/self/stat', 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return { appMs: (user + system) / 1000, childMs: (Number(fields[13]) + Number(fields[14])) * tickMs };
}

export function since(before: CpuTime): { readonly appCpuMs: number; readonly childCpuMs: number } {
  const now = cpuTime();
  return { appCpuMs: now.appMs - before.appMs, childCpuMs: now.childMs - before.childMs };
}
