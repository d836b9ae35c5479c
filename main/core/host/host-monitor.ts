import { Emitter } from '../model/emitter.ts';
import type { HostMemory, HostPower, HostPressure } from '../model/snapshot.ts';
import type { Clock, Disposer } from './clock.ts';
import type { HostReaders, MemoryReading } from './readers.ts';
import { SleepDetector, type Resumed } from './sleep-detector.ts';

/** What a desktop says by itself, so that nobody has to ask for it or guess it. */
export interface PowerEvents {
  /** Null when it is not known. */
  onBattery(): boolean | null;
  onSuspend(listener: () => void): Disposer;
  onResume(listener: () => void): Disposer;
}

export interface HostMonitorParts {
  readonly clock: Clock;
  readonly readers: HostReaders;
  /** Left out where there is no desktop: then sleep is told from the clocks, and the battery is asked for. */
  readonly powerEvents?: PowerEvents;
}

/** A process is started for a reading no more often than this; twice as often as usual when memory is short. */
const memoryEveryMs = 60_000;
const shortMemoryEveryMs = 15_000;
const powerEveryMs = { file: 30_000, process: 5 * 60_000 } as const;
const heartbeatMs = 60_000;
/** A machine on which this program still runs so long after the word that it goes to sleep did not go, or is back. */
const sleepsAtMostMs = 2 * 60_000;

/** What is known about the machine, read when somebody looks and not before. */
export class HostMonitor {
  readonly #parts: HostMonitorParts;
  readonly #resumes = new Emitter<Resumed>();
  readonly #suspends = new Emitter<void>();
  readonly #disposers: Disposer[] = [];
  readonly #detector: SleepDetector | null;
  #memory: { readonly reading: MemoryReading; readonly monotonicMs: number } | null = null;
  #power: { readonly reading: HostPower; readonly monotonicMs: number } | null = null;
  #resumedAtMs: number | undefined;
  #suspended: { readonly wallMs: number; readonly monotonicMs: number } | null = null;
  #latest: HostMemory | null = null;

  constructor(parts: HostMonitorParts) {
    this.#parts = parts;
    const { clock, readers, powerEvents } = parts;
    if (powerEvents) {
      this.#detector = null;
      this.#disposers.push(powerEvents.onSuspend(() => this.#goesToSleep()));
      this.#disposers.push(powerEvents.onResume(() => this.#resumedByDesktop()));
    } else {
      const beat = readers.clockRunsInSleep ? heartbeatMs : null;
      this.#detector = new SleepDetector(clock, beat, (resumed) => this.#resumed(resumed));
      this.#disposers.push(() => this.#detector?.dispose());
    }
  }

  /** True between the desktop's word that the machine goes to sleep and its word that it is back. */
  get asleep(): boolean {
    if (this.#suspended === null) return false;
    return this.#parts.clock.monotonicMs() - this.#suspended.monotonicMs < sleepsAtMostMs;
  }

  /** What the pace of looking depends on, from the last reading; asks nobody. */
  surroundings(): { onBattery: boolean; asleep: boolean; pressure: HostPressure['level'] } {
    const onBattery = this.#parts.powerEvents?.onBattery() ?? this.#latest?.power?.onBattery ?? false;
    return { onBattery, asleep: this.asleep, pressure: this.#latest?.pressure?.level ?? 'unknown' };
  }

  /** Null when the memory of the machine cannot be read. Never throws. */
  async read(): Promise<HostMemory | null> {
    this.#detector?.check();
    const [{ memory, pressure }, power] = await Promise.all([this.#readMemory(), this.#readPower()]);
    const resumedAtMs = this.#resumedAtMs;
    this.#latest = memory && { ...memory, pressure, power, ...(resumedAtMs !== undefined && { resumedAtMs }) };
    return this.#latest;
  }

  onResume(listener: (resumed: Resumed) => void): Disposer {
    return this.#resumes.on(listener);
  }

  onSuspend(listener: () => void): Disposer {
    return this.#suspends.on(listener);
  }

  dispose(): void {
    for (const dispose of this.#disposers.splice(0)) dispose();
    this.#resumes.clear();
    this.#suspends.clear();
  }

  async #readMemory(): Promise<MemoryReading> {
    const { clock, readers } = this.#parts;
    const before = this.#memory;
    if (before && readers.memoryCostsProcess) {
      const { level } = before.reading.pressure;
      const everyMs = level === 'warning' || level === 'critical' ? shortMemoryEveryMs : memoryEveryMs;
      if (clock.monotonicMs() - before.monotonicMs < everyMs) return before.reading;
    }
    const monotonicMs = clock.monotonicMs();
    const reading = await readers.memory(clock.wallMs());
    this.#memory = { reading, monotonicMs };
    return reading;
  }

  async #readPower(): Promise<HostPower> {
    const { clock, readers, powerEvents } = this.#parts;
    const atMs = clock.wallMs();
    if (powerEvents) return { onBattery: powerEvents.onBattery(), source: 'electron', atMs };
    const everyMs = readers.powerCostsProcess ? powerEveryMs.process : powerEveryMs.file;
    const before = this.#power;
    if (before && clock.monotonicMs() - before.monotonicMs < everyMs) return before.reading;
    const monotonicMs = clock.monotonicMs();
    const reading = await readers.power(atMs);
    this.#power = { reading, monotonicMs };
    return reading;
  }

  #goesToSleep(): void {
    const { clock } = this.#parts;
    this.#suspended = { wallMs: clock.wallMs(), monotonicMs: clock.monotonicMs() };
    this.#suspends.emit();
  }

  #resumedByDesktop(): void {
    const atMs = this.#parts.clock.wallMs();
    this.#resumed({ atMs, awayForMs: Math.max(0, atMs - (this.#suspended?.wallMs ?? atMs)) });
  }

  #resumed(resumed: Resumed): void {
    this.#suspended = null;
    this.#resumedAtMs = resumed.atMs;
    // What was read before the sleep is of another time.
    this.#memory = null;
    this.#power = null;
    this.#resumes.emit(resumed);
  }
}
