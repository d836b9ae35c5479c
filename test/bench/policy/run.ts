import type { Life } from './life.ts';
import type { Random } from './random.ts';
import type { Behaviour, Segment } from './segment.ts';
import type { Tally } from './tally.ts';
import { PerfectObserver, unseeableMs, type Deadlines, type StretchEnd } from './truth.ts';

export interface RunParts {
  readonly life: Life;
  readonly tally: Tally;
  readonly deadlines: Deadlines;
  /** Draws how long it takes until somebody starts again what was stopped in the midst of work. */
  readonly random: Random;
  readonly host: number;
  readonly sandbox: number;
  readonly runtime: string;
  /** False where the runtime tells neither of sessions nor of ports, so that the shorter timeout applies. */
  readonly sessionsAreTold: boolean;
}

/** A life as one policy lets it be lived: started for work, stopped by the policy, started again for the next work. */
export class Run {
  readonly observer: PerfectObserver;
  readonly #parts: RunParts;
  #running = false;
  #number = 0;
  #startedAtMs = 0;
  #cpuMsAtStart = 0;
  #bytesAtStart = 0;
  #grownMibAtStart = 0;
  #busySinceMs: number | null = null;
  #idleBehaviour: Behaviour = 'put-away';
  readonly #heldBy = new Map<string, number>();
  #startAgainMs = Number.POSITIVE_INFINITY;
  #saving: { readonly sinceMs: number; readonly memoryMib: number } | null = null;

  constructor(parts: RunParts) {
    this.#parts = parts;
    this.observer = new PerfectObserver(parts.deadlines);
  }

  get running(): boolean {
    return this.#running;
  }

  /** Counts the starts: another number is another run. */
  get number(): number {
    return this.#number;
  }

  get startedAtMs(): number {
    return this.#startedAtMs;
  }

  get cpuMsAtStart(): number {
    return this.#cpuMsAtStart;
  }

  get bytesAtStart(): number {
    return this.#bytesAtStart;
  }

  /** A look found a reason not to count its idleness; kept for those who ask why a stop came late. */
  held(by: string): void {
    if (this.#running && this.#busySinceMs === null) this.#heldBy.set(by, (this.#heldBy.get(by) ?? 0) + 1);
  }

  /** What it holds now. */
  memoryMib(): number {
    const { manner, segment } = this.#parts.life;
    return Math.min(manner.mostMemoryMib, manner.baseMemoryMib + segment.grownMib - this.#grownMibAtStart);
  }

  /** The life enters a segment. */
  enter(segment: Segment): void {
    if (segment.ends) this.#end(segment.startMs);
    if (segment.busy) {
      if (this.#busySinceMs === null) this.#endStretch(segment.startMs);
      this.#busySinceMs ??= segment.startMs;
      if (!this.#running && this.#startAgainMs === Number.POSITIVE_INFINITY) this.#start(segment.startMs);
      return;
    }
    if (this.#busySinceMs !== null) {
      this.#startAgainMs = Number.POSITIVE_INFINITY;
      this.#busySinceMs = null;
      this.#heldBy.clear();
      if (this.#running)
        this.observer.beginStretch(this.#parts.sessionsAreTold && (segment.sessions > 0 || segment.served));
    }
    this.#idleBehaviour = segment.behaviour;
  }

  /** Starts again what was stopped in the midst of work, when its time has come. */
  advance(atMs: number): void {
    if (atMs >= this.#startAgainMs && !this.#running && this.#busySinceMs !== null) this.#start(atMs);
  }

  /** A policy says that it shall stop. `obeys`: it does; otherwise the runtime fails. */
  stop(atMs: number, obeys = true): void {
    if (!this.#running) return;
    const { tally, life, host, sandbox, runtime, random } = this.#parts;
    if (this.#busySinceMs === null) {
      const end = this.observer.stopped(atMs);
      if (end) this.#tell(end, life.segment.behaviour, atMs);
      tally.rightStops += 1;
    } else {
      const busyForMs = atMs - this.#busySinceMs;
      const { behaviour } = life.segment;
      if (busyForMs < unseeableMs) tally.photoFinishes += 1;
      else tally.wrong({ host, sandbox, runtime, behaviour, atMs, busyForMs });
      this.#startAgainMs = atMs + random.between(60_000, 600_000);
    }
    if (!obeys) return;
    this.#running = false;
    this.#saving = { sinceMs: atMs, memoryMib: this.memoryMib() };
  }

  /** The simulation ends. */
  finish(atMs: number): void {
    if (this.#busySinceMs === null) this.#endStretch(atMs);
    this.#settleSaving(atMs);
  }

  #start(atMs: number): void {
    const { life } = this.#parts;
    this.#settleSaving(atMs);
    this.#running = true;
    this.#number += 1;
    this.#startedAtMs = atMs;
    this.#startAgainMs = Number.POSITIVE_INFINITY;
    this.observer.started();
    this.#cpuMsAtStart = life.cpuMs(atMs);
    this.#bytesAtStart = life.bytes(atMs);
    this.#grownMibAtStart = life.segment.grownMib;
  }

  /** Its user, or Docker, ends it. */
  #end(atMs: number): void {
    if (this.#busySinceMs === null) this.#endStretch(atMs);
    this.#settleSaving(atMs);
    this.#running = false;
    this.#busySinceMs = null;
    this.#startAgainMs = Number.POSITIVE_INFINITY;
  }

  #endStretch(atMs: number): void {
    const end = this.observer.endStretch();
    if (end) this.#tell(end, this.#idleBehaviour, atMs);
  }

  #tell(end: StretchEnd, behaviour: Behaviour, atMs: number): void {
    const { tally, host, sandbox, runtime } = this.#parts;
    tally.stretch({ host, sandbox, runtime, behaviour, atMs, end, heldBy: Object.fromEntries(this.#heldBy) });
  }

  #settleSaving(atMs: number): void {
    if (this.#saving) this.#parts.tally.saved(this.#saving.memoryMib, atMs - this.#saving.sinceMs);
    this.#saving = null;
  }
}
