import type { HostMemory, HostPressure } from '../model/snapshot.ts';

type PressureLevel = HostPressure['level'];

const gib = 1024 ** 3;

/**
 * Memory that is left below which the machine is short of it: a share of all, but on a large machine never more than a
 * fixed amount. The shares are those at which earlyoom begins to end programs (10 %) and to kill them (5 %).
 */
const leftLimits = { warning: { share: 0.1, mostBytes: 2 * gib }, critical: { share: 0.05, mostBytes: gib } } as const;

/** Share of the last 10 s in which some, or all, programs waited for memory: low-memory-monitor's own thresholds. */
const stalledPercent = { someIsWarning: 10, fullIsCritical: 10 } as const;

/** `/proc/pressure/memory`: percent of time in which some or all programs stalled, over the last 10 s. */
export interface MemoryStalls {
  readonly someAvg10: number;
  readonly fullAvg10: number;
}

/** Null for anything that is not this file (a kernel without pressure-stall information has none). */
export function parseStalls(text: string): MemoryStalls | null {
  const percent = (kind: 'some' | 'full'): number | null => {
    const match = new RegExp(`^${kind} avg10=(\\d+(?:\\.\\d+)?) `, 'm').exec(text);
    const value = Number(match?.[1] ?? Number.NaN);
    return Number.isFinite(value) && value <= 100 ? value : null;
  };
  const [someAvg10, fullAvg10] = [percent('some'), percent('full')];
  return someAvg10 === null || fullAvg10 === null ? null : { someAvg10, fullAvg10 };
}

/** The worse of what the stalls and what the memory that is left say. */
export function linuxPressure(memory: HostMemory | null, stalls: MemoryStalls | null, atMs: number): HostPressure {
  const left = memory === null ? 'unknown' : levelByLeft(memory);
  const stalled = stalls === null ? 'unknown' : levelByStalls(stalls);
  return rank(stalled) >= rank(left)
    ? { level: stalled, source: stalls === null ? 'none' : 'linux-psi', atMs }
    : { level: left, source: 'linux-available', atMs };
}

/** Windows says no level; what it calls available is all there is to go by. */
export function windowsPressure(memory: HostMemory, atMs: number): HostPressure {
  return { level: levelByLeft(memory), source: 'windows-available', atMs };
}

/**
 * `sysctl kern.memorystatus_vm_pressure_level`, with or without its name. The kernel tells user space 1, 2 and 4, the
 * values of `DISPATCH_MEMORYPRESSURE_*` (xnu, doc/vm/memorystatus_notify.md).
 */
export function macPressure(sysctl: string, atMs: number): HostPressure {
  const value = /^(?:kern\.memorystatus_vm_pressure_level: ?)?(\d+)\s*$/m.exec(sysctl)?.[1];
  const levels: Readonly<Record<string, PressureLevel>> = { '1': 'normal', '2': 'warning', '4': 'critical' };
  const level = value === undefined ? undefined : levels[value];
  return level === undefined
    ? { level: 'unknown', source: 'none', atMs }
    : { level, source: 'macos-memorystatus', atMs };
}

function levelByLeft({ totalBytes, availableBytes }: HostMemory): PressureLevel {
  const below = ({ share, mostBytes }: { share: number; mostBytes: number }) =>
    availableBytes < Math.min(totalBytes * share, mostBytes);
  if (!(totalBytes > 0) || !(availableBytes >= 0)) return 'unknown';
  if (below(leftLimits.critical)) return 'critical';
  return below(leftLimits.warning) ? 'warning' : 'normal';
}

function levelByStalls({ someAvg10, fullAvg10 }: MemoryStalls): PressureLevel {
  if (fullAvg10 >= stalledPercent.fullIsCritical) return 'critical';
  return someAvg10 >= stalledPercent.someIsWarning ? 'warning' : 'normal';
}

function rank(level: PressureLevel): number {
  return ['unknown', 'normal', 'warning', 'critical'].indexOf(level);
}
