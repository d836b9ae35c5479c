import type { SandboxState } from './app-state.ts';
import { formatCountdown, formatDuration } from './format.ts';

/** A timer that should have run out this long ago did not do what it said. */
const overdueMs = 15_000;

/** What Docker itself did to a sandbox, or is about to do; null when its log tells nothing that matters now. */
export function dockerSentence({ docker, status }: SandboxState, nowMs: number): string | null {
  if (!docker) return null;
  if (status === 'running') {
    const leftMs = docker.autoStopAtMs === undefined ? Number.NEGATIVE_INFINITY : docker.autoStopAtMs - nowMs;
    return leftMs > -overdueMs ? `Docker stops it in ${formatCountdown(leftMs)}: its last session ended` : null;
  }
  if (status !== 'stopped' || docker.stoppedBy !== 'docker-idle-timer') return null;
  const by = 'stopped by Docker’s idle timer';
  if (docker.event === 'idle-vm-stopped') {
    return docker.idleForMs === undefined ? by : `${by}, after ${formatDuration(docker.idleForMs)} without use`;
  }
  return docker.delayMs === undefined ? by : `${by}, ${formatDuration(docker.delayMs)} after the last session ended`;
}
