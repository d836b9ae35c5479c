import { closeSync, openSync, readSync } from 'node:fs';
import { open, readdir, stat } from 'node:fs/promises';
import type { HostProcess, ProcessTable } from './process-table.ts';

/** One tick of the times in /proc/PID/stat: `sysconf(_SC_CLK_TCK)` is 100 on every Linux that Node runs on. */
const tickMs = 10;
/** Enough for the arguments and the one line of `stat`; what is longer is cut. */
const readBytes = 16 * 1024;
/** Used again and again: what is read is made into text at once. */
const ownBuffer = Buffer.alloc(readBytes);

/** The process table as /proc shows it. A process that ends while it is read is left out. */
export function linuxProcessTable(
  root = '/proc',
  pageBytes = 4096,
  ownUid: number | undefined = process.getuid?.(),
): ProcessTable {
  async function readOne(pid: string, wanted: (args: readonly string[]) => boolean): Promise<HostProcess | null> {
    try {
      const cmdline = await readProc(`${root}/${pid}/cmdline`);
      const args = cmdline.replace(/\0$/, '').split('\0');
      if (cmdline === '' || !wanted(args)) return null;
      if (ownUid !== undefined && (await stat(`${root}/${pid}`)).uid !== ownUid) return null;
      return withStat(Number(pid), args, await readProc(`${root}/${pid}/stat`));
    } catch {
      return null;
    }
  }

  function withStat(pid: number, args: readonly string[], text: string): HostProcess | null {
    const found = parseStat(text);
    if (found === null) return null;
    return {
      pid,
      args,
      residentBytes: found.residentPages * pageBytes,
      cpuTimeMs: found.ticks * tickMs,
      startedId: found.startTicks,
    };
  }

  return {
    async list(wanted = () => true) {
      const names = await readdir(root);
      const found = await Promise.all(names.filter((name) => /^\d+$/.test(name)).map((pid) => readOne(pid, wanted)));
      return found.filter((one) => one !== null);
    },
    again(known) {
      const found = known.map((before) => {
        try {
          const now = withStat(before.pid, before.args, readNow(`${root}/${before.pid}/stat`));
          return now?.startedId === before.startedId ? now : null;
        } catch {
          return null;
        }
      });
      return Promise.resolve(found.filter((one) => one !== null));
    },
  };
}

/** Files of /proc say that they are empty, so reading them whole costs more calls than this one read. */
async function readProc(file: string): Promise<string> {
  const handle = await open(file, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.allocUnsafe(readBytes), 0, readBytes, null);
    return buffer.toString('utf8', 0, bytesRead);
  } finally {
    await handle.close();
  }
}

/**
 * The same without a thread, which costs ten times the reading. Only for `stat`: the kernel makes it out of its own
 * counters and waits for nothing, whereas the arguments lie in the memory of a process that may be stuck.
 */
function readNow(file: string): string {
  const handle = openSync(file, 'r');
  try {
    return ownBuffer.toString('utf8', 0, readSync(handle, ownBuffer, 0, readBytes, null));
  } finally {
    closeSync(handle);
  }
}

/** The last one that is wanted is field 24, the first one behind the name is field 3; what comes after is not even made. */
const wantedFields = 22;

/** Fields after the name, which stands in parentheses and may hold anything (proc(5)). */
export function parseStat(text: string): { ticks: number; startTicks: string; residentPages: number } | null {
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ', wantedFields);
  // Fields 14 utime, 15 stime, 22 starttime and 24 rss; the first one here is field 3.
  const [utime, stime, startTicks, rss] = [fields[11], fields[12], fields[19], fields[21]];
  if (startTicks === undefined || rss === undefined) return null;
  const ticks = Number(utime) + Number(stime);
  const residentPages = Number(rss);
  return isAmount(ticks) && isAmount(residentPages) ? { ticks, startTicks, residentPages } : null;
}

const isAmount = (value: number) => Number.isSafeInteger(value) && value >= 0;
