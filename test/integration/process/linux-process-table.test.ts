import { afterEach, describe, expect, it } from 'vitest';
import { linuxProcessTable } from '../../../main/core/process/linux-process-table.ts';
import { systemProcessMemory } from '../../../main/core/process/process-memory.ts';
import { createRunner } from '../../../main/core/process/run.ts';
import { VmProcess } from '../../lab/vm-process.ts';

const mib = 1024 ** 2;
const id = 'a'.repeat(64);
const started: VmProcess[] = [];

function startVm(): VmProcess {
  const vm = VmProcess.start({ runtime: 'sbx', script: null }, id);
  started.push(vm);
  return vm;
}

afterEach(async () => {
  for (const vm of started.splice(0)) await vm.kill();
});

const isMine = (args: readonly string[]) => args.includes(id);

describe.runIf(process.platform === 'linux')('the process table of Linux', () => {
  it('has the processes that are wanted, with what they use', async () => {
    const vm = startVm();
    const [found, ...others] = await linuxProcessTable().list(isMine);
    expect(others).toEqual([]);
    expect(found).toMatchObject({ pid: vm.pid, cpuTimeMs: expect.any(Number) as unknown });
    expect(found?.args[0]).toBe('/opt/sbx/bin/containerd-shim-nerdbox-v1');
    // The kernel counts the pages of a process for each processor by itself, and adds them up differently in its files.
    const rssBytes = await vm.rssBytes();
    expect(Math.abs((found?.residentBytes ?? 0) - rssBytes)).toBeLessThan(mib);
  });

  it('has those of this user only', async () => {
    startVm();
    const stranger = (process.getuid?.() ?? 0) + 1;
    expect(await linuxProcessTable('/proc', 4096, stranger).list(isMine)).toEqual([]);
  });

  it("reads known ones again, and leaves out those that ended or whose pid is another's", async () => {
    const vm = startVm();
    const table = linuxProcessTable();
    const known = await table.list(isMine);
    expect(await table.again(known)).toMatchObject([{ pid: vm.pid }]);
    expect(await table.again(known.map((one) => ({ ...one, startedId: 'before' })))).toEqual([]);
    await vm.kill();
    expect(await table.again(known)).toEqual([]);
  });

  it('cannot be read where there is none, and says so', async () => {
    await expect(linuxProcessTable('/nowhere').list()).rejects.toThrow();
  });

  it('gives way to the proportional share for memory', async () => {
    const vm = startVm();
    const memory = systemProcessMemory('linux', createRunner({ env: {} }).run);
    const [reading] = await memory.read(await linuxProcessTable().list(isMine), 5);
    expect(reading).toMatchObject({ source: 'vm-process-pss', atMs: 5 });
    const pssBytes = await vm.pssBytes();
    expect(Math.abs((reading?.bytes ?? 0) - pssBytes)).toBeLessThan(pssBytes * 0.2);
  });
});
