import type { Random } from './random.ts';
import { lastBy, timesBy, type Recurring, type Segment, type WorkHost } from './segment.ts';

/** What a sandbox does all the time, whatever else it does. */
export interface Noise {
  readonly cpuFraction: number;
  readonly bursts: Recurring & { readonly cpuMs: number };
  /** To hosts that are known for it. */
  readonly telemetry: Recurring & { readonly bytes: number; readonly cpuMs: number };
  /** To hosts that nobody knows: update checks and the like. */
  readonly background: Recurring & { readonly bytes: number };
  readonly bytesPerSecond: number;
}

/** How this sandbox does things: drawn once, at its birth. */
export interface Manner {
  readonly noise: Noise;
  /** Processor time of the agent's screen while it waits for the model. */
  readonly spinnerCpuFraction: number;
  /** True where the network log shows each request; false where it shows each connection only. */
  readonly requestsAreLogged: boolean;
  readonly baseMemoryMib: number;
  /** What it takes at most, however long it works. */
  readonly mostMemoryMib: number;
}

/** Makes the segments of one more day; they begin where the last one ended. */
export type NextDay = () => readonly Segment[];

/** Told of every new segment, in order, at the moment it begins. */
export type OnSegment = (segment: Segment, life: Life) => void;

/**
 * One life, seen at moments that never go back. It does not depend on what is done to it: the counters are those of a
 * sandbox that was never stopped, and a `Run` subtracts what was there at its start.
 */
export class Life {
  readonly manner: Manner;
  readonly #nextDay: NextDay;
  #segments: readonly Segment[] = [];
  #index = -1;
  #segment: Segment | null = null;
  #cpuMsBefore = 0;
  #bytesBefore = 0;
  readonly #lastRequestMs: Record<WorkHost, number | null> = { model: null, other: null };
  #lastCalls: Calls | null = null;

  constructor(manner: Manner, nextDay: NextDay) {
    this.manner = manner;
    this.#nextDay = nextDay;
  }

  get segment(): Segment {
    if (!this.#segment) throw new Error('a life is looked at before it begins');
    return this.#segment;
  }

  advance(atMs: number, onSegment: OnSegment): void {
    while (this.#segment === null || this.#segment.endMs <= atMs) {
      if (this.#segment) this.#leave(this.#segment);
      this.#index += 1;
      if (this.#index >= this.#segments.length) {
        this.#segments = this.#nextDay();
        this.#index = 0;
      }
      const next = this.#segments[this.#index];
      if (!next) throw new Error('a day without a segment');
      this.#segment = next;
      onSegment(next, this);
    }
  }

  /** When work begins next, as far as that is written already; else when the next day has to be written. `Infinity` during work. */
  workBeginsMs(): number {
    if (this.segment.busy) return Number.POSITIVE_INFINITY;
    const rest = this.#segments.slice(this.#index + 1);
    return rest.find(({ busy }) => busy)?.startMs ?? this.#segments.at(-1)?.endMs ?? 0;
  }

  /** Processor time since birth, over all cores. `atMs` lies in the present segment. */
  cpuMs(atMs: number): number {
    const { noise } = this.manner;
    return (
      this.#cpuMsBefore +
      this.#cpuMsIn(this.segment, atMs) +
      noise.cpuFraction * atMs +
      noise.bursts.cpuMs * timesBy(noise.bursts, 0, atMs) +
      noise.telemetry.cpuMs * timesBy(noise.telemetry, 0, atMs)
    );
  }

  /** Bytes both ways since birth, as a counter of the network shows them. */
  bytes(atMs: number): number {
    const { noise } = this.manner;
    return (
      this.#bytesBefore +
      this.#bytesIn(this.segment, atMs) +
      (noise.bytesPerSecond * atMs) / 1000 +
      noise.telemetry.bytes * timesBy(noise.telemetry, 0, atMs) +
      noise.background.bytes * timesBy(noise.background, 0, atMs)
    );
  }

  /** When the newest request to one of the two hosts of its work was made. */
  lastRequestMs(host: WorkHost, atMs: number): number | null {
    const { segment } = this;
    if (segment.requests.host !== host) return this.#lastRequestMs[host];
    return lastBy(segment.requests, segment.startMs, atMs) ?? this.#lastRequestMs[host];
  }

  /** The newest requests that came in from the host; null before the first one. */
  calls(atMs: number): Calls | null {
    return callsIn(this.segment, atMs) ?? this.#lastCalls;
  }

  #leave(segment: Segment): void {
    const { host } = segment.requests;
    this.#lastCalls = callsIn(segment, segment.endMs) ?? this.#lastCalls;
    if (host !== null) {
      this.#lastRequestMs[host] = lastBy(segment.requests, segment.startMs, segment.endMs) ?? this.#lastRequestMs[host];
    }
    this.#cpuMsBefore += this.#cpuMsIn(segment, segment.endMs);
    this.#bytesBefore += this.#bytesIn(segment, segment.endMs);
  }

  #cpuMsIn(segment: Segment, atMs: number): number {
    return (
      segment.cpuFraction * (atMs - segment.startMs) +
      segment.bursts.cpuMs * timesBy(segment.bursts, segment.startMs, atMs)
    );
  }

  #bytesIn(segment: Segment, atMs: number): number {
    return (
      (segment.bytesPerSecond * (atMs - segment.startMs)) / 1000 +
      segment.requests.bytes * timesBy(segment.requests, segment.startMs, atMs)
    );
  }
}

/** Requests from the host, one after the other, as far as they have been made. */
export interface Calls {
  readonly firstMs: number;
  readonly lastMs: number;
  readonly everyMs: number;
}

function callsIn({ requests, startMs }: Segment, atMs: number): Calls | null {
  const lastMs = requests.host === null ? lastBy(requests, startMs, atMs) : null;
  return lastMs === null ? null : { firstMs: startMs + requests.offsetMs, lastMs, everyMs: requests.everyMs };
}

/** Draws how one sandbox does things. */
export function drawManner(random: Random): Manner {
  const baseMemoryMib = random.between(700, 1_500);
  const after = (everyMs: number): Recurring => ({ offsetMs: random.between(0, everyMs), everyMs });
  const minutes = 60_000;
  const hours = 3_600_000;
  return {
    noise: {
      // An idle guest with an agent at its prompt; one in a hundred is a chatty one.
      cpuFraction: random.chance(0.01) ? random.between(0.015, 0.04) : random.logBetween(0.001, 0.014),
      // Timers and collections of garbage; in one of twenty something larger, such as a check for updates.
      bursts: random.chance(0.05)
        ? { ...after(random.logBetween(20 * minutes, 4 * hours)), cpuMs: random.logBetween(250, 1_500) }
        : { ...after(random.logBetween(2 * minutes, 2 * hours)), cpuMs: random.logBetween(10, 250) },
      telemetry: {
        ...after(random.logBetween(1 * minutes, 30 * minutes)),
        bytes: random.logBetween(200, 4_000),
        cpuMs: random.logBetween(2, 40),
      },
      background: random.chance(0.02)
        ? { ...after(random.logBetween(30 * minutes, 8 * hours)), bytes: random.logBetween(2_000, 40_000) }
        : { offsetMs: Number.POSITIVE_INFINITY, everyMs: Number.POSITIVE_INFINITY, bytes: 0 },
      bytesPerSecond: random.between(0, 40),
    },
    spinnerCpuFraction: random.chance(0.5) ? random.between(0, 0.005) : random.logBetween(0.005, 0.06),
    requestsAreLogged: random.chance(0.7),
    baseMemoryMib,
    mostMemoryMib: baseMemoryMib * random.logBetween(1.2, 4),
  };
}
