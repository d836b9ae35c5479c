import type { Manner } from './life.ts';
import type { Random } from './random.ts';
import { noBursts, noRequests, type Behaviour, type Recurring, type Segment, type WorkHost } from './segment.ts';

const idleBehaviours: ReadonlySet<Behaviour> = new Set([
  'dev-server-idle',
  'forgotten-terminal',
  'left-running',
  'put-away',
]);

export interface Wanted {
  readonly behaviour: Behaviour;
  readonly forMs: number;
  readonly cpuFraction?: number;
  readonly bursts?: Segment['bursts'];
  readonly bytesPerSecond?: number;
  readonly requests?: Segment['requests'];
  readonly ends?: boolean;
}

/** Writes a life down, one segment after the other. Terminals and ports stay as they were until somebody changes them. */
export class Writer {
  readonly random: Random;
  readonly manner: Manner;
  atMs: number;
  sessions = 0;
  served = false;
  #grownMib = 0;
  #segments: Segment[] = [];

  constructor(random: Random, manner: Manner, atMs: number) {
    this.random = random;
    this.manner = manner;
    this.atMs = atMs;
  }

  add(wanted: Wanted): void {
    const endMs = this.atMs + Math.max(1, wanted.forMs);
    this.#segments.push({
      startMs: this.atMs,
      endMs,
      behaviour: wanted.behaviour,
      busy: !idleBehaviours.has(wanted.behaviour),
      cpuFraction: wanted.cpuFraction ?? 0,
      bursts: wanted.bursts ?? noBursts,
      bytesPerSecond: wanted.bytesPerSecond ?? 0,
      requests: wanted.requests ?? noRequests,
      sessions: this.sessions,
      served: this.served,
      grownMib: this.#grownMib,
      ends: wanted.ends ?? false,
    });
    this.atMs = endMs;
  }

  /** Everything since the last call. */
  take(): readonly Segment[] {
    const segments = this.#segments;
    this.#segments = [];
    return segments;
  }

  /** At the beginning, and then again and again. */
  atOnceAndEvery(everyMs: number): Recurring {
    return { offsetMs: 0, everyMs };
  }

  requests(host: WorkHost | null, bytes: number, everyMs: number): Segment['requests'] {
    // Where only connections are logged, a connection lives for some minutes and carries many requests.
    return { ...this.atOnceAndEvery(everyMs), bytes, host };
  }

  /** Work asks for memory, and hardly ever gives it back before the sandbox stops. */
  grow(mostMib: number): void {
    this.#grownMib += this.random.between(0, mostMib);
  }
}
