import { Emitter } from '../model/emitter.ts';
import type { HostPower, HostMemory } from '../model/snapshot.ts';
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
  #suspendedAtMs: number | null = null;

  constructor(parts: HostMonitorParts) {
    this.#parts = parts;
    const { clock, readers, powerEvents } = parts;
    if (powerEvents) {
      this.#detector = null;
      this.#disposers.push(powerEvents.onSuspend(() => this.#suspended()));
      this.#disposers.push(powerEvents.onResume(() => this.#resumedByDesktop()));
    } else {
      const beat = readers.clockRunsInSleep ? heartbeatMs : null;
      this.#detector = new SleepDetector(clock, beat, (resumed) => this.#resumed(resumed));
      this.#disposers.push(() => this.#detector?.dispose());
    }
  }

  /** True between the desktop's word that the machine goes to sleep and its word that it is back. */
  get asleep(): boolean {
    return this.#suspendedAtMs !== null;
  }

  /** Null when the memory of the machine cannot be read. Never throws. */
  async read(): Promise<HostMemory | null> {
    this.#detector?.check();
    const [{ memory, pressure }, power] = await Promise.all([this.#readMemory(), this.#readPower()]);
    if (memory === null) return null;
    const resumedAtMs = this.#resumedAtMs;
    return { ...memory, pressure, power, ...(resumedAtMs !== undefined && { resumedAtMs }) };
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

  #suspended(): void {
    this.#suspendedAtMs = this.#parts.clock.wallMs();
    this.#suspends.emit();
  }

  #resumedByDesktop(): void {
    const atMs = this.#parts.clock.wallMs();
    this.#resumed({ atMs, awayForMs: this.#suspendedAtMs === null ? 0 : Math.max(0, atMs - this.#suspendedAtMs) });
  }

  #resumed(resumed: Resumed): void {
    this.#suspendedAtMs = null;
    this.#resumedAtMs = resumed.atMs;
    // What was read before the sleep is of another time.
    this.#memory = null;
    this.#power = null;
    this.#resumes.emit(resumed);
  }
}
