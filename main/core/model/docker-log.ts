/**
 * What Docker's own log tells about a sandbox (reference, sections 3.3 and 5.1).
 * - `auto-stop-deferred`: the last session ended and Docker's timer runs;
 * - `auto-stop-expired`: the timer ran out, or there was none, and Docker stops it;
 * - `auto-stopped`, `stopped`: it was stopped, by that timer or by whatever;
 * - `session-waiting`: stopped, and about to start again for a new session;
 * - `idle-vm-stopped`: the timer of Docker Desktop's own microVMs.
 */
export type DockerLogEvent =
  | 'session-connected'
  | 'session-waiting'
  | 'auto-stop-deferred'
  | 'auto-stop-expired'
  | 'auto-stopped'
  | 'stopped'
  | 'idle-vm-stopped';

/** The last such event of one sandbox and what follows from it. Times are wall clock; null where the log says none. */
export interface DockerLogNote {
  readonly event: DockerLogEvent;
  readonly atMs: number | null;
  /** When the last session connected or ended. */
  readonly sessionAtMs?: number | null;
  /** How long Docker waits, or waited, after the last session. */
  readonly delayMs?: number;
  /** Docker's own countdown, while it runs. */
  readonly autoStopAtMs?: number;
  /** Set when the log says that it was stopped. `other`: not by that timer; who it was the log does not say. */
  readonly stoppedBy?: 'docker-idle-timer' | 'other' | 'unknown';
  readonly stoppedAtMs?: number | null;
  /** How long it was idle by Docker Desktop's count. */
  readonly idleForMs?: number;
}
