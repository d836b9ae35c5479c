import { describe, expect, it } from 'vitest';
import { parseVmStat } from '../../../main/core/host/mac-memory.ts';
import { parseMeminfo } from '../../../main/core/host/memory.ts';
import { linuxPressure, macPressure, parseStalls, windowsPressure } from '../../../main/core/host/pressure.ts';
import { capture } from '../support/captures.ts';
import { gib } from '../support/watched.ts';

const atMs = 1_000;
const machine = (totalGib: number, availableGib: number) => ({
  totalBytes: totalGib * gib,
  availableBytes: availableGib * gib,
});
const roomy = machine(16, 6);

describe('memory pressure on Linux', () => {
  const stalls = (file: string) => parseStalls(capture(`host/linux-pressure-${file}.txt`));

  it('reads what is available, and how long programs stalled', () => {
    expect(parseMeminfo(capture('host/linux-meminfo.txt'))).toEqual({
      totalBytes: 16_303_428 * 1024,
      availableBytes: 6 * gib,
    });
    expect(stalls('some')).toEqual({ someAvg10: 23.41, fullAvg10: 4.87 });
  });

  it('is normal while nothing stalls, a warning when some programs do, critical when all of them do', () => {
    expect(linuxPressure(roomy, stalls('normal'), atMs)).toEqual({ level: 'normal', source: 'linux-psi', atMs });
    expect(linuxPressure(roomy, stalls('some'), atMs)).toMatchObject({ level: 'warning', source: 'linux-psi' });
    expect(linuxPressure(roomy, stalls('full'), atMs)).toMatchObject({ level: 'critical', source: 'linux-psi' });
  });

  it('is told from what is left when that is worse, or when the kernel counts no stalls', () => {
    const nearlyFull = { level: 'critical', source: 'linux-available' };
    expect(linuxPressure(machine(16, 0.5), stalls('normal'), atMs)).toMatchObject(nearlyFull);
    expect(linuxPressure(machine(16, 1.2), null, atMs)).toMatchObject({ level: 'warning', source: 'linux-available' });
    expect(linuxPressure(roomy, null, atMs)).toMatchObject({ level: 'normal', source: 'linux-available' });
  });

  it('does not call a large machine short while gigabytes are left', () => {
    expect(linuxPressure(machine(256, 5), null, atMs).level).toBe('normal');
    expect(linuxPressure(machine(256, 1.5), null, atMs).level).toBe('warning');
  });

  it('is unknown when nothing can be read', () => {
    expect(linuxPressure(null, null, atMs)).toEqual({ level: 'unknown', source: 'none', atMs });
    for (const text of ['', 'some avg10=x', 'some avg10=999.00 a\nfull avg10=0.00 a', 'full avg10=1.00 x']) {
      expect(parseStalls(text)).toBeNull();
    }
    for (const text of ['', 'MemTotal: 1 kB', 'MemTotal:  x kB\nMemAvailable: 2 kB'])
      expect(parseMeminfo(text)).toBeNull();
  });
});

describe('memory pressure on macOS', () => {
  it('is the word of the kernel', () => {
    for (const level of ['normal', 'warning', 'critical'] as const) {
      const text = capture(`host/macos-pressure-${level}.txt`);
      expect(macPressure(text, atMs)).toEqual({ level, source: 'macos-memorystatus', atMs });
    }
    expect(macPressure('4\n', atMs).level).toBe('critical');
  });

  it('is unknown for any other word', () => {
    for (const text of ['', '0', '3', 'x: 4', "sysctl: unknown oid 'kern.memorystatus_vm_pressure_level'"]) {
      expect(macPressure(text, atMs)).toMatchObject({ level: 'unknown', source: 'none' });
    }
  });

  it('counts free, purgeable and file-backed pages as available', () => {
    const memory = parseVmStat(capture('host/macos-vm_stat.txt'), 16 * gib);
    expect(memory).toEqual({ totalBytes: 16 * gib, availableBytes: (65_536 + 4_096 + 131_072) * 16_384 });
    expect(parseVmStat('Mach Virtual Memory Statistics', 16 * gib)).toBeNull();
  });
});

describe('memory pressure on Windows', () => {
  it('is told from what is available', () => {
    expect(windowsPressure(roomy, atMs)).toEqual({ level: 'normal', source: 'windows-available', atMs });
    expect(windowsPressure(machine(16, 1), atMs).level).toBe('warning');
    expect(windowsPressure(machine(16, 0.3), atMs).level).toBe('critical');
    expect(windowsPressure({ totalBytes: 0, availableBytes: 0 }, atMs).level).toBe('unknown');
  });
});
