import { describe, expect, it } from 'vitest';
import type { RunCommand } from '../../../main/core/process/command.ts';
import { psProcessTable } from '../../../main/core/process/ps-process-table.ts';
import { parseWindowsProcesses, windowsProcessTable } from '../../../main/core/process/windows-process-table.ts';
import { isShim, shimsByContainerId } from '../../../main/core/runtimes/sbx/shims.ts';
import { capture } from '../support/captures.ts';

const id = '3f4e0d1c2b3a495867768594a3b2c1d0e0f1a2b3c4d5e6f708192a3b4c5d6e7f';
const answers =
  (stdout: string, exitCode = 0): RunCommand =>
  () =>
    Promise.resolve({ outcome: 'exited', exitCode, stdout, stderr: '', durationMs: 1 });

describe('the processes of macOS (written by the manual page of ps)', () => {
  const table = psProcessTable(answers(capture('process/macos-ps.txt')));

  it('are read with memory, processor time and start', async () => {
    expect(await table.list()).toMatchObject([
      { pid: 331, residentBytes: 48_384 * 1024, cpuTimeMs: 12_400 },
      { pid: 4242, residentBytes: 991_232 * 1024, cpuTimeMs: 754_560, startedId: 'Tue Nov 24 09:15:02 2026' },
      { pid: 4300, cpuTimeMs: 93_784_000, args: ['sbx', 'daemon', 'start'] },
    ]);
  });

  it('tell which one is the VM of which container', async () => {
    const shims = await table.list(isShim);
    expect(shimsByContainerId(shims).get(id)?.pid).toBe(4242);
    expect(await table.again(shims)).toHaveLength(1);
    expect(await table.again(shims.map((one) => ({ ...one, startedId: 'before' })))).toEqual([]);
  });

  it('are not known when the command fails: nobody may take that for none', async () => {
    await expect(psProcessTable(answers('', 1)).list()).rejects.toThrow('ps');
  });
});

describe('the processes of Windows (written by the documentation of its classes)', () => {
  it('are read with private memory, processor time and start', () => {
    expect(parseWindowsProcesses(capture('process/windows-processes.json'))).toEqual([
      {
        pid: 7120,
        args: [
          'C:\\Program Files\\Docker Sandboxes\\containerd-shim-nerdbox-v1.exe',
          '-namespace',
          'docker',
          '-id',
          id,
          '-address',
          '\\\\.\\pipe\\c',
        ],
        residentBytes: 1_572_864_000,
        privateBytes: 1_468_006_400,
        cpuTimeMs: 10_000,
        startedId: '2026-11-24T09:15:02.1234567Z',
      },
    ]);
  });

  it('may be none', () => {
    expect(parseWindowsProcesses('[]')).toEqual([]);
  });

  it.each(['', 'null', '{"pid":1}', '[{"pid":"x"}]', 'Get-CimInstance : Access denied'])(
    'are not known in %j',
    (text) => {
      expect(parseWindowsProcesses(text)).toBeNull();
    },
  );

  it('are not known when the command fails', async () => {
    await expect(windowsProcessTable(answers('[]', 1)).list()).rejects.toThrow('powershell');
  });
});

describe('VM processes', () => {
  const shim = (pid: number, ...args: string[]) => ({ pid, args, residentBytes: 0, cpuTimeMs: 0, startedId: '' });

  it.each(['containerd-shim-nerdbox-v1', '/x/containerd-shim-nerdbox-gpu-v1', 'C:\\x\\containerd-shim-nerdbox-v1.exe'])(
    '%s is one',
    (program) => {
      expect(isShim([program])).toBe(true);
    },
  );

  it.each(['containerd-shim-runc-v2', 'containerd-shim-nerdbox-v1-helper', 'sh', ''])('%j is none', (program) => {
    expect(isShim([program])).toBe(false);
  });

  it('that claim the same container belong to nobody, and an id of another form is none', () => {
    const program = 'containerd-shim-nerdbox-v1';
    expect(shimsByContainerId([shim(1, program, '-id', id), shim(2, program, '-id', id)]).size).toBe(0);
    expect(shimsByContainerId([shim(1, program, '-id', 'api-work'), shim(2, program)]).size).toBe(0);
  });
});
