import { readdir, readFile } from 'node:fs/promises';
import type { HostProcess, ProcessTable } from './process-table.ts';

/** One tick of the times in /proc/PID/stat: `sysconf(_SC_CLK_TCK)` is 100 on every Linux that Node runs on. */
const tickMs = 10;

/** The process table as /proc shows it. A process that ends while it is read is left out. */
export function linuxProcessTable(root = '/proc', pageBytes = 4096): ProcessTable {
  return {
    async list() {
      const names = await readdir(root);
      const found = await Promise.all(
        names.filter((name) => /^\d+$/.test(name)).map((pid) => readProcess(root, pid, pageBytes)),
      );
      return found.filter((one) => one !== null);
    },
  };
}

async function readProcess(root: string, pid: string, pageBytes: number): Promise<HostProcess | null> {
  try {
    const cmdline = await readFile(`${root}/${pid}/cmdline`, 'utf8');
    if (cmdline === '') return null;
    const stat = parseStat(await readFile(`${root}/${pid}/stat`, 'utf8'));
    if (stat === null) return null;
    const args = cmdline.replace(/\0$/, '').split('\0');
    return {
      pid: Number(pid),
      args,
      residentBytes: stat.residentPages * pageBytes,
      cpuTimeMs: stat.ticks * tickMs,
      startedId: stat.startTicks,
    };
  } catch {
    return null;
  }
}

/** Fields after the name, which stands in parentheses and may hold anything (proc(5)). */
export function parseStat(text: string): { ticks: number; startTicks: string; residentPages: number } | null {
  const fields = text
    .slice(text.lastIndexOf(')') + 2)
    .trim()
    .split(' ');
  // Fields 14 utime, 15 stime, 22 starttime and 24 rss; the first one here is field 3.
  const [utime, stime, startTicks, rss] = [fields[11], fields[12], fields[19], fields[21]];
  if (startTicks === undefined || rss === undefined) return null;
  const ticks = Number(utime) + Number(stime);
  const residentPages = Number(rss);
  return Number.isFinite(ticks) && Number.isFinite(residentPages) ? { ticks, startTicks, residentPages } : null;
}
