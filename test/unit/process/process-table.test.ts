import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { linuxProcessTable, parseStat } from '../../../main/core/process/linux-process-table.ts';
import { parsePsLine, parsePsTime, psProcessTable } from '../../../main/core/process/ps-process-table.ts';
import type { CommandResult } from '../../../main/core/process/command.ts';

const stat = (name: string) =>
  `4242 (${name}) S 1 4242 4242 0 -1 4194560 100 0 0 0 1234 766 0 0 20 0 5 0 998877 1000000 300 18446744073709551615`;

describe('/proc/PID/stat', () => {
  it('gives processor time, start and resident pages', () => {
    expect(parseStat(stat('shim'))).toEqual({ ticks: 2000, startTicks: '998877', residentPages: 300 });
  });

  it('is read right whatever the process is called', () => {
    for (const name of ['a b', ') R 1 2 3', '((', '']) expect(parseStat(stat(name))).toMatchObject({ ticks: 2000 });
  });

  it('is nothing when it is cut off or is something else', () => {
    for (const text of ['', 'x', '1 (a) S 1 2', stat('a').replace('300', 'many'), stat('a').replace('300', '-3')])
      expect(parseStat(text)).toBeNull();
  });
});

describe('the process table of Linux', () => {
  it('leaves out what has no command line, what is broken and what is no process', async () => {
    const root = await mkdtemp(path.join(os.tmpdir(), 'proc-'));
    try {
      const add = async (pid: string, cmdline: string, statText: string) => {
        await mkdir(path.join(root, pid));
        await writeFile(path.join(root, pid, 'cmdline'), cmdline);
        await writeFile(path.join(root, pid, 'stat'), statText);
      };
      await add('10', 'prog\0-id\0with space\0', stat('prog'));
      await add('11', '', stat('kthread'));
      await add('12', 'half\0', '12 (half');
      await mkdir(path.join(root, '13'));
      await mkdir(path.join(root, 'self'));
      expect(await linuxProcessTable(root).list()).toEqual([
        {
          pid: 10,
          args: ['prog', '-id', 'with space'],
          residentBytes: 300 * 4096,
          cpuTimeMs: 20_000,
          startedId: '998877',
        },
      ]);
      await expect(linuxProcessTable(path.join(root, 'gone')).list()).rejects.toThrow();
    } finally {
      await rm(root, { recursive: true, force: true });
    }
  });

  it('finds this very process', async () => {
    const own = (await linuxProcessTable().list()).find((one) => one.pid === process.pid);
    expect(own?.residentBytes).toBeGreaterThan(10_000_000);
    expect(own?.cpuTimeMs).toBeGreaterThan(0);
  });
});

describe('ps of macOS', () => {
  const line = '  501  99328 1:02.34 Tue Nov 24 09:00:01 2026     /opt/x/containerd-shim-nerdbox-v1 -id abc';

  it('gives memory, time, start and arguments', () => {
    expect(parsePsLine(line)).toEqual({
      pid: 501,
      args: ['/opt/x/containerd-shim-nerdbox-v1', '-id', 'abc'],
      residentBytes: 99_328 * 1024,
      cpuTimeMs: 62_340,
      startedId: 'Tue Nov 24 09:00:01 2026',
    });
  });

  it('knows all forms of its time', () => {
    expect(parsePsTime('0:00.05')).toBe(50);
    expect(parsePsTime('12:34:56')).toBe(45_296_000);
    expect(parsePsTime('2-01:00:00')).toBe(176_400_000);
    for (const text of ['', '1', '1:2:3:4', 'x:y', `${'9'.repeat(400)}:00`]) expect(parsePsTime(text)).toBeNull();
  });

  it('throws when ps fails: nobody may take that for an empty machine', async () => {
    const answer = (patch: Partial<CommandResult>) => () =>
      Promise.resolve({ outcome: 'exited' as const, exitCode: 0, stdout: '', stderr: '', durationMs: 1, ...patch });
    const failing: Partial<CommandResult>[] = [{ outcome: 'timed-out', exitCode: null }, { exitCode: 1 }];
    for (const patch of failing) await expect(psProcessTable(answer(patch)).list()).rejects.toThrow('ps');
    expect(await psProcessTable(answer({ stdout: `${line}\nnonsense\n` })).list()).toHaveLength(1);
  });
});
