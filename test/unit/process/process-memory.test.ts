import { describe, expect, it } from 'vitest';
import { BetterMemory, parseFootprints, parsePss } from '../../../main/core/process/process-memory.ts';
import type { HostProcess } from '../../../main/core/process/process-table.ts';
import { capture } from '../support/captures.ts';

const mib = 1024 ** 2;
const vm = (residentMib: number, pid = 1): HostProcess => ({
  pid,
  args: [],
  residentBytes: residentMib * mib,
  cpuTimeMs: 0,
  startedId: 'x',
});

describe('the proportional share of a process (Linux)', () => {
  it('is read in bytes from the roll-up of its maps', () => {
    const text = capture('process/linux-smaps_rollup.txt');
    const kib = Number(/^Pss: +(\d+) kB/m.exec(text)?.[1]);
    expect(kib).toBeGreaterThan(0);
    expect(parsePss(text)).toBe(kib * 1024);
  });

  it.each(['', 'Pss_Anon: 12 kB', 'Pss: many kB', 'Rss: 12 kB'])('is unknown in %j', (text) => {
    expect(parsePss(text)).toBeNull();
  });
});

describe('the footprint of a process (macOS, written by the manual page)', () => {
  it('is read for each process', () => {
    expect([...parseFootprints(capture('process/macos-footprint.txt'))]).toEqual([
      [4242, 968 * mib],
      [4243, 1.5 * 1024 * mib],
    ]);
    expect([...parseFootprints(capture('process/macos-footprint-bytes.txt'))]).toEqual([[4242, 1_015_021_568]]);
  });

  it('is unknown where nothing like it was printed', () => {
    expect(parseFootprints('footprint: unable to find process 4242').size).toBe(0);
  });
});

describe('a figure that costs more than the resident one', () => {
  function given(better: (pid: number) => number | undefined) {
    const asked: number[] = [];
    const memory = new BetterMemory('vm-process-pss', (processes) => {
      asked.push(...processes.map((one) => one.pid));
      return Promise.resolve(
        new Map(
          processes.flatMap(({ pid }) => {
            const bytes = better(pid);
            return bytes === undefined ? [] : [[pid, bytes]];
          }),
        ),
      );
    });
    return { memory, asked };
  }

  it('is read once a minute while the resident one moves, and keeps its time in between', async () => {
    const { memory, asked } = given(() => 80 * mib);
    for (const [index, atMs] of [0, 15_000, 45_000].entries()) {
      expect(await memory.read([vm(100 + 2 * index)], atMs)).toEqual([
        { bytes: 80 * mib, source: 'vm-process-pss', atMs: 0 },
      ]);
    }
    expect(asked).toEqual([1]);
    expect(await memory.read([vm(102)], 60_000)).toMatchObject([{ atMs: 60_000 }]);
    expect(asked).toEqual([1, 1]);
  });

  it('is read seldom while the resident one stands still', async () => {
    const { memory, asked } = given(() => 80 * mib);
    for (const atMs of [0, 60_000, 4 * 60_000]) {
      expect(await memory.read([vm(100)], atMs)).toMatchObject([{ atMs: 0 }]);
    }
    expect(await memory.read([vm(100)], 5 * 60_000)).toMatchObject([{ atMs: 5 * 60_000 }]);
    expect(asked).toEqual([1, 1]);
  });

  it('is read at once when the resident memory moved away', async () => {
    const { memory, asked } = given(() => 80 * mib);
    await memory.read([vm(1_000)], 0);
    await memory.read([vm(1_040)], 5_000);
    expect(asked).toHaveLength(1);
    expect(await memory.read([vm(1_400)], 10_000)).toMatchObject([{ atMs: 10_000 }]);
    expect(asked).toHaveLength(2);
  });

  it('is replaced by the resident memory, which says so, where it cannot be had', async () => {
    const { memory } = given((pid) => (pid === 1 ? 80 * mib : undefined));
    expect(await memory.read([vm(100), vm(200, 2)], 7)).toEqual([
      { bytes: 80 * mib, source: 'vm-process-pss', atMs: 7 },
      { bytes: 200 * mib, source: 'vm-process-rss', atMs: 7 },
    ]);
    const broken = new BetterMemory('vm-process-pss', () => Promise.reject(new Error('no')));
    expect(await broken.read([vm(100)], 7)).toMatchObject([{ source: 'vm-process-rss' }]);
  });

  it('of another process with the same pid is another figure', async () => {
    const { memory, asked } = given(() => 80 * mib);
    await memory.read([vm(100)], 0);
    await memory.read([{ ...vm(100), startedId: 'y' }], 1_000);
    expect(asked).toHaveLength(2);
  });
});
