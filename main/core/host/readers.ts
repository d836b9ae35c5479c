import { readFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { HostMemory, HostPower, HostPressure } from '../model/snapshot.ts';
import type { RunCommand } from '../process/command.ts';
import { parseVmStat } from './mac-memory.ts';
import { parseMeminfo } from './memory.ts';
import {
  onBatteryByPmset,
  onBatteryBySupplies,
  onBatteryByWin32,
  windowsBatteryCommand,
  type PowerSupply,
} from './power.ts';
import { linuxPressure, macPressure, parseStalls, windowsPressure } from './pressure.ts';

export interface MemoryReading {
  /** Null when it cannot be read. */
  readonly memory: HostMemory | null;
  readonly pressure: HostPressure;
}

/** How one system is asked. No reader throws; what cannot be read is null or `unknown` in its answer. */
export interface HostReaders {
  memory(atMs: number): Promise<MemoryReading>;
  power(atMs: number): Promise<HostPower>;
  /** True when asking costs a process: then it is asked seldom. */
  readonly memoryCostsProcess: boolean;
  readonly powerCostsProcess: boolean;
  /** True when the monotonic clock goes on while the machine sleeps. */
  readonly clockRunsInSleep: boolean;
}

const commandDeadlineMs = 5_000;

/** `SANDMAN_HOST_ROOT` is another folder than `/` to read the machine's files from (Linux): for tests of what it is short of. */
export function hostReaders(
  platform: NodeJS.Platform,
  run: RunCommand,
  env: Readonly<Record<string, string | undefined>> = {},
): HostReaders {
  if (platform === 'linux') return linuxReaders(env['SANDMAN_HOST_ROOT'] || '/');
  if (platform === 'darwin') return macReaders(run);
  return platform === 'win32' ? windowsReaders(run) : otherReaders();
}

/**
 * Small files only; no process is started. What the kernel makes out of its own counters is read without a thread, which costs
 * ten times the reading: it waits for nothing.
 */
export function linuxReaders(root = '/'): HostReaders {
  const text = (...names: string[]) => readFile(path.join(root, ...names), 'utf8').catch(() => '');
  const textNow = (...names: string[]): string => {
    try {
      return readFileSync(path.join(root, ...names), 'utf8');
    } catch {
      return '';
    }
  };
  const suppliesDir = path.join(root, 'sys', 'class', 'power_supply');
  async function supply(name: string): Promise<PowerSupply> {
    const files = ['type', 'online', 'status', 'scope'] as const;
    const values = await Promise.all(files.map((file) => text('sys', 'class', 'power_supply', name, file)));
    return Object.fromEntries(files.map((file, index) => [file, values[index]?.trim() ?? '']));
  }
  return {
    memory(atMs) {
      const memory = parseMeminfo(textNow('proc', 'meminfo'));
      const stalls = parseStalls(textNow('proc', 'pressure', 'memory'));
      return Promise.resolve({ memory, pressure: linuxPressure(memory, stalls, atMs) });
    },
    async power(atMs) {
      const source = 'linux-power-supply';
      try {
        const supplies = await Promise.all((await readdir(suppliesDir)).map(supply));
        return { onBattery: onBatteryBySupplies(supplies), source, atMs };
      } catch {
        return { onBattery: null, source: 'none', atMs };
      }
    },
    memoryCostsProcess: false,
    powerCostsProcess: false,
    clockRunsInSleep: false,
  };
}

export function macReaders(run: RunCommand, totalBytes = os.totalmem()): HostReaders {
  const ask = async (file: string, args: readonly string[]): Promise<string> => {
    const result = await run(file, args, { deadlineMs: commandDeadlineMs });
    return result.outcome === 'exited' && result.exitCode === 0 ? result.stdout : '';
  };
  return {
    async memory(atMs) {
      const [level, vmStat] = await Promise.all([
        ask('/usr/sbin/sysctl', ['kern.memorystatus_vm_pressure_level']),
        ask('/usr/bin/vm_stat', []),
      ]);
      const lowerBound = { totalBytes, availableBytes: os.freemem() };
      return { memory: parseVmStat(vmStat, totalBytes) ?? lowerBound, pressure: macPressure(level, atMs) };
    },
    async power(atMs) {
      const onBattery = onBatteryByPmset(await ask('/usr/bin/pmset', ['-g', 'batt']));
      return { onBattery, source: onBattery === null ? 'none' : 'macos-pmset', atMs };
    },
    memoryCostsProcess: true,
    powerCostsProcess: true,
    clockRunsInSleep: true,
  };
}

/** What Node calls free on Windows is what the system calls available (`GlobalMemoryStatusEx`, `ullAvailPhys`). */
export function windowsReaders(
  run: RunCommand,
  system: () => HostMemory = () => ({ totalBytes: os.totalmem(), availableBytes: os.freemem() }),
): HostReaders {
  const root = process.env['SystemRoot'] ?? 'C:\\Windows';
  const powershell = `${root}\\System32\\WindowsPowerShell\\v1.0\\powershell.exe`;
  return {
    memory(atMs) {
      const memory = system();
      return Promise.resolve({ memory, pressure: windowsPressure(memory, atMs) });
    },
    async power(atMs) {
      const result = await run(powershell, windowsBatteryCommand, { deadlineMs: commandDeadlineMs });
      const onBattery = result.outcome === 'exited' && result.exitCode === 0 ? onBatteryByWin32(result.stdout) : null;
      return { onBattery, source: onBattery === null ? 'none' : 'windows-battery', atMs };
    },
    memoryCostsProcess: false,
    powerCostsProcess: true,
    clockRunsInSleep: true,
  };
}

function otherReaders(): HostReaders {
  return {
    memory: (atMs) =>
      Promise.resolve({
        memory: { totalBytes: os.totalmem(), availableBytes: os.freemem() },
        pressure: { level: 'unknown', source: 'none', atMs },
      }),
    power: (atMs) => Promise.resolve({ onBattery: null, source: 'none', atMs }),
    memoryCostsProcess: false,
    powerCostsProcess: false,
    clockRunsInSleep: true,
  };
}
