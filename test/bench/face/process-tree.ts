import { readdir, readFile } from 'node:fs/promises';

/** The process and all that it has started, as far as they still run. */
export async function treeOf(rootPid: number): Promise<readonly number[]> {
  const childrenOf = new Map<number, number[]>();
  for (const entry of await readdir('/proc')) {
    if (!/^\d+$/.test(entry)) continue;
    const stat = await readFile(`/proc/${entry}/stat`, 'utf8').catch(() => null);
    if (stat === null) continue;
    const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
    childrenOf.set(parent, [...(childrenOf.get(parent) ?? []), Number(entry)]);
  }
  const tree = [rootPid];
  for (let index = 0; index < tree.length; index += 1) tree.push(...(childrenOf.get(tree[index] ?? 0) ?? []));
  return tree;
}

/** Proportional share of memory of the whole tree: what is shared within it or with others counts once over all. */
export async function pssBytesOf(rootPid: number): Promise<number> {
  let sum = 0;
  for (const pid of await treeOf(rootPid)) {
    const rollup = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '');
    sum += Number(/^Pss:\s+(\d+) kB/m.exec(rollup)?.[1] ?? 0) * 1024;
  }
  return sum;
}

/** Processor time of every thread of the tree that runs now, in nanoseconds, by process and thread. */
export type CpuTimes = ReadonlyMap<string, number>;

export async function cpuTimesOf(rootPid: number): Promise<CpuTimes> {
  const times = new Map<string, number>();
  for (const pid of await treeOf(rootPid)) {
    for (const thread of await readdir(`/proc/${pid}/task`).catch(() => [])) {
      const stat = await readFile(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').catch(() => null);
      if (stat !== null) times.set(`${pid}/${thread}`, Number(stat.split(' ')[0]));
    }
  }
  return times;
}

/** What was used between two readings, in milliseconds. What a thread used that ended in between is not seen. */
export function cpuMsBetween(before: CpuTimes, after: CpuTimes): number {
  let ns = 0;
  for (const [thread, used] of after) ns += used - (before.get(thread) ?? 0);
  return ns / 1e6;
}

const settledShare = 0.01;
/** What is only there during the start, such as a helper process that ends again, is gone from one reading to the next. */
const betweenMs = 5_000;

/** The same when it has come to rest: when two readings in a row are within one per cent. Throws after the deadline. */
export async function settledPssBytesOf(rootPid: number, deadlineMs = 60_000): Promise<number> {
  const endMs = performance.now() + deadlineMs;
  let before = 0;
  while (performance.now() < endMs) {
    const now = await pssBytesOf(rootPid);
    if (now > 0 && Math.abs(now - before) < now * settledShare) return now;
    before = now;
    await new Promise((resolve) => setTimeout(resolve, betweenMs));
  }
  throw new Error('its memory did not come to rest');
}
