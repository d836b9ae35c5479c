export type ActivityState = 'busy' | 'idle' | 'unknown';

/** What one signal says. `absent`: this runtime has no such signal, so it has no vote. */
export interface Vote {
  readonly signal: 'cpu' | 'network' | 'sessions' | 'workspace' | 'daemon' | 'ports' | 'status';
  readonly says: 'busy' | 'idle' | 'unknown' | 'absent';
  /** The number behind it, for the ledger: a fraction, bytes a second, a count, or milliseconds since last seen. */
  readonly value: number | null;
  readonly threshold: number | null;
  /**
   * It did show something, but so little, and alone for so long, or so much like what this sandbox is known for, that it says idle
   * all the same; or, while a stop is due, `unknown`: the next look tells.
   */
  readonly alone?: true;
  /** Wall clock when this signal last showed work; null or absent when it never did while it was watched. */
  readonly lastActiveAtMs?: number | null;
}

/** The verdict over one sandbox and how long idleness was really observed. */
export interface Activity {
  readonly state: ActivityState;
  /** Observed idle time only: no gap, no failed look and no time asleep is in it. */
  readonly idleForMs: number;
  readonly votes: readonly Vote[];
  /** While `unknown`: how long ago it was last known; left out when that was never, or too long ago to go on from. */
  readonly unknownForMs?: number;
  /** It or the machine has only just come (back) to life: nothing is counted and nothing is begun. */
  readonly inGrace?: boolean;
}

export const unknownActivity: Activity = { state: 'unknown', idleForMs: 0, votes: [] };
