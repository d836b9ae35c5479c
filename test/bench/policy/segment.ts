/** What a sandbox does for a while. The first eight are work, the rest is not (see `truth.ts`). */
export type Behaviour =
  | 'typing'
  | 'reading'
  | 'agent-rounds'
  | 'model-wait'
  | 'tool'
  | 'build'
  | 'polling'
  | 'dev-server-used'
  | 'dev-server-idle'
  | 'forgotten-terminal'
  | 'left-running'
  | 'put-away';

/** Something that recurs: at `start + offsetMs`, and every `everyMs` after it. `Infinity` for never. */
export interface Recurring {
  readonly offsetMs: number;
  readonly everyMs: number;
}

export interface Traffic extends Recurring {
  readonly bytes: number;
  /** Which row of a network log it goes to; null for traffic that comes in from the host and is in no such log. */
  readonly host: WorkHost | null;
}

export type WorkHost = 'model' | 'other';

/**
 * A stretch of a life in which nothing changes but what recurs. Times are milliseconds on the axis of the host's waking
 * time: while the host sleeps this axis stands still, as the sandbox does.
 */
export interface Segment {
  readonly startMs: number;
  readonly endMs: number;
  readonly behaviour: Behaviour;
  /** The truth. */
  readonly busy: boolean;
  /** Share of one core, all the time. */
  readonly cpuFraction: number;
  /** Processor time that is used at once, now and then. */
  readonly bursts: Recurring & { readonly cpuMs: number };
  readonly bytesPerSecond: number;
  readonly requests: Traffic;
  /** Terminals that are attached. */
  readonly sessions: number;
  /** A port is published that leads to its server. */
  readonly served: boolean;
  /** Memory that the work of this life has asked for so far, on top of what a fresh start holds. */
  readonly grownMib: number;
  /** The sandbox ends here by itself: its user stopped it, or Docker did 30 s after the last session. */
  readonly ends: boolean;
}

export const never = { offsetMs: Number.POSITIVE_INFINITY, everyMs: Number.POSITIVE_INFINITY } as const;
export const noBursts = { ...never, cpuMs: 0 } as const;
export const noRequests: Traffic = { ...never, bytes: 0, host: null };

/** How often it has happened by `atMs`. */
export function timesBy(recurring: Recurring, startMs: number, atMs: number): number {
  const sinceMs = atMs - startMs - recurring.offsetMs;
  if (!(sinceMs >= 0)) return 0;
  return recurring.everyMs === Number.POSITIVE_INFINITY ? 1 : 1 + Math.floor(sinceMs / recurring.everyMs);
}

/** When it happened last by `atMs`; null when it has not. */
export function lastBy(recurring: Recurring, startMs: number, atMs: number): number | null {
  const times = timesBy(recurring, startMs, atMs);
  if (times === 0) return null;
  return startMs + recurring.offsetMs + (times === 1 ? 0 : (times - 1) * recurring.everyMs);
}
