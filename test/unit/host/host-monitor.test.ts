import { describe, expect, it } from 'vitest';
import { HostMonitor, type PowerEvents } from '../../../main/core/host/host-monitor.ts';
import { macReaders, windowsReaders, type HostReaders } from '../../../main/core/host/readers.ts';
import type { HostPressure } from '../../../main/core/model/snapshot.ts';
import type { CommandResult, RunCommand } from '../../../main/core/process/command.ts';
import { capture } from '../support/captures.ts';
import { FakeClock } from '../support/fake-clock.ts';
import { gib, minute } from '../support/watched.ts';

/** A machine whose answers a test sets, and which counts how often it was asked. */
class FakeMachine implements HostReaders {
  level: HostPressure['level'] = 'normal';
  readable = true;
  memoryAsked = 0;
  powerAsked = 0;
  memoryCostsProcess = false;
  powerCostsProcess = false;
  clockRunsInSleep = false;

  memory(atMs: number) {
    this.memoryAsked += 1;
    const memory = this.readable ? { totalBytes: 16 * gib, availableBytes: 8 * gib } : null;
    return Promise.resolve({ memory, pressure: { level: this.level, source: 'linux-psi' as const, atMs } });
  }

  power(atMs: number) {
    this.powerAsked += 1;
    return Promise.resolve({ onBattery: true, source: 'linux-power-supply' as const, atMs });
  }
}

class FakeDesktop implements PowerEvents {
  battery: boolean | null = false;
  suspend: () => void = () => {};
  resume: () => void = () => {};
  ended = 0;
  onBattery = () => this.battery;
  onSuspend(listener: () => void) {
    this.suspend = listener;
    return () => (this.ended += 1);
  }
  onResume(listener: () => void) {
    this.resume = listener;
    return () => (this.ended += 1);
  }
}

function given(powerEvents?: PowerEvents) {
  const clock = new FakeClock();
  const machine = new FakeMachine();
  const monitor = new HostMonitor({ clock, readers: machine, ...(powerEvents && { powerEvents }) });
  return { clock, machine, monitor };
}

describe('the machine', () => {
  it('is read at every look where that costs no process, and the battery seldom', async () => {
    const { clock, machine, monitor } = given();
    for (let look = 0; look < 12; look += 1) {
      await monitor.read();
      await clock.advance(5_000);
    }
    expect(machine.memoryAsked).toBe(12);
    expect(machine.powerAsked).toBe(2);
  });

  it('is asked once a minute where it costs a process, and more often when memory is short', async () => {
    const { clock, machine, monitor } = given();
    machine.memoryCostsProcess = true;
    const lookFor = async (ms: number) => {
      const before = machine.memoryAsked;
      for (let passed = 0; passed < ms; passed += 5_000) {
        await monitor.read();
        await clock.advance(5_000);
      }
      return machine.memoryAsked - before;
    };
    expect(await lookFor(10 * minute)).toBe(10);
    machine.level = 'warning';
    await lookFor(minute);
    expect(await lookFor(10 * minute)).toBe(40);
  });

  it('says how old each of its figures is', async () => {
    const { clock, machine, monitor } = given();
    machine.memoryCostsProcess = true;
    const readAtMs = clock.wallMs();
    await monitor.read();
    await clock.advance(20_000);
    const state = await monitor.read();
    expect(state?.pressure).toMatchObject({ level: 'normal', atMs: readAtMs });
    expect(state?.power).toMatchObject({ onBattery: true, atMs: readAtMs });
  });

  it('is nothing when its memory cannot be read', async () => {
    const { machine, monitor } = given();
    machine.readable = false;
    expect(await monitor.read()).toBeNull();
  });

  it('tells of a sleep that the clocks show, and reads everything anew after it', async () => {
    const { clock, machine, monitor } = given();
    const resumes: number[] = [];
    monitor.onResume(({ awayForMs }) => resumes.push(awayForMs));
    expect(await monitor.read()).not.toHaveProperty('resumedAtMs');
    clock.sleep(60 * minute);
    const state = await monitor.read();
    expect(resumes).toEqual([60 * minute]);
    expect(state?.resumedAtMs).toBe(clock.wallMs());
    expect(machine.powerAsked).toBe(2);
  });
});

describe('the machine with a desktop', () => {
  it('is told of sleep and battery, and neither guesses nor asks', async () => {
    const desktop = new FakeDesktop();
    const { clock, machine, monitor } = given(desktop);
    const seen: string[] = [];
    monitor.onSuspend(() => seen.push('suspend'));
    monitor.onResume(({ awayForMs }) => seen.push(`resume after ${awayForMs}`));
    desktop.suspend();
    expect(monitor.asleep).toBe(true);
    clock.sleep(5 * minute);
    desktop.resume();
    expect(monitor.asleep).toBe(false);
    desktop.battery = true;
    const state = await monitor.read();
    expect(state?.power).toMatchObject({ onBattery: true, source: 'electron' });
    expect(machine.powerAsked).toBe(0);
    expect(seen).toEqual(['suspend', `resume after ${5 * minute}`]);
    expect(monitor.surroundings()).toEqual({ onBattery: true, asleep: false, pressure: 'normal' });
    monitor.dispose();
    expect(desktop.ended).toBe(2);
  });

  it('does not count as asleep for ever when nobody says that it is back', async () => {
    const desktop = new FakeDesktop();
    const { clock, monitor } = given(desktop);
    desktop.suspend();
    await clock.advance(minute);
    expect(monitor.surroundings().asleep).toBe(true);
    await clock.advance(minute);
    expect(monitor.surroundings().asleep).toBe(false);
  });
});

describe('the commands of macOS and Windows', () => {
  function answering(outputs: Readonly<Record<string, string>>) {
    const asked: string[] = [];
    const run: RunCommand = (file, args) => {
      asked.push([file, ...args].join(' '));
      const name = Object.keys(outputs).find((one) => file.includes(one));
      const result: CommandResult = { outcome: 'exited', exitCode: 0, stdout: '', stderr: '', durationMs: 1 };
      return Promise.resolve(
        name === undefined ? { ...result, exitCode: 1 } : { ...result, stdout: outputs[name] ?? '' },
      );
    };
    return { run, asked };
  }

  it('are sysctl, vm_stat and pmset on macOS', async () => {
    const { run, asked } = answering({
      sysctl: capture('host/macos-pressure-warning.txt'),
      vm_stat: capture('host/macos-vm_stat.txt'),
      pmset: capture('host/macos-pmset-battery.txt'),
    });
    const readers = macReaders(run, 16 * gib);
    expect(await readers.memory(1)).toEqual({
      memory: { totalBytes: 16 * gib, availableBytes: 200_704 * 16_384 },
      pressure: { level: 'warning', source: 'macos-memorystatus', atMs: 1 },
    });
    expect(await readers.power(1)).toEqual({ onBattery: true, source: 'macos-pmset', atMs: 1 });
    expect(asked).toEqual([
      '/usr/sbin/sysctl kern.memorystatus_vm_pressure_level',
      '/usr/bin/vm_stat',
      '/usr/bin/pmset -g batt',
    ]);
  });

  it('that fail leave the level unknown and a lower bound of the memory', async () => {
    const readers = macReaders(answering({}).run, 16 * gib);
    const { memory, pressure } = await readers.memory(1);
    expect(memory?.totalBytes).toBe(16 * gib);
    expect(pressure.level).toBe('unknown');
    expect(await readers.power(1)).toMatchObject({ onBattery: null, source: 'none' });
  });

  it('is PowerShell for the battery of Windows, and none for its memory', async () => {
    const { run, asked } = answering({ powershell: capture('host/windows-battery-discharging.json') });
    const readers = windowsReaders(run, () => ({ totalBytes: 16 * gib, availableBytes: gib }));
    expect((await readers.memory(1)).pressure).toMatchObject({ level: 'warning', source: 'windows-available' });
    expect(asked).toEqual([]);
    expect(await readers.power(1)).toMatchObject({ onBattery: true, source: 'windows-battery' });
    expect(await windowsReaders(answering({}).run).power(1)).toMatchObject({ onBattery: null });
  });
});
