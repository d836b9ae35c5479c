export type ActivityState = 'busy' | 'idle' | 'unknown';

/** What one signal says. `absent`: this runtime has no such signal, so it has no vote. */
export interface Vote {
  readonly signal: 'cpu' | 'network' | 'sessions' | 'workspace' | 'daemon' | 'status';
  readonly says: 'busy' | 'idle' | 'unknown' | 'absent';
  /** The number behind it, for the ledger: a fraction, bytes a second, a count, or milliseconds since last seen. */
  readonly value: number | null;
  readonly threshold: number | null;
  /** Wall clock when this signal last showed work; null or absent when it never did while it was watched. */
  readonly lastActiveAtMs?: number | null;
}

/** The verdict over one sandbox and how long idleness was really observed. */
export interface Activity {
  readonly state: ActivityState;
  /** Observed idle time only: no gap, no failed look and no time asleep is in it. */
  readonly idleForMs: number;
  readonly votes: readonly Vote[];
}

export const unknownActivity: Activity = { state: 'unknown', idleForMs: 0, votes: [] };
