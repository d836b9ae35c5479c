import type { Words } from '../i18n/words.ts';
import type { SandboxState } from './app-state.ts';

/** A timer that should have run out this long ago did not do what it said. */
const overdueMs = 15_000;

/** What Docker itself did to a sandbox, or is about to do; null when its log tells nothing that matters now. */
export function dockerSentence({ docker, status }: SandboxState, nowMs: number, words: Words): string | null {
  const { t, countdown, duration } = words;
  if (!docker) return null;
  if (status === 'running') {
    const leftMs = docker.autoStopAtMs === undefined ? Number.NEGATIVE_INFINITY : docker.autoStopAtMs - nowMs;
    return leftMs > -overdueMs ? t('docker.stopsIn', { countdown: countdown(leftMs) }) : null;
  }
  if (status !== 'stopped' || docker.stoppedBy !== 'docker-idle-timer') return null;
  if (docker.event === 'idle-vm-stopped') {
    return docker.idleForMs === undefined
      ? t('docker.stopped')
      : t('docker.stoppedUnused', { span: duration(docker.idleForMs) });
  }
  return docker.delayMs === undefined
    ? t('docker.stopped')
    : t('docker.stoppedAfterSession', { span: duration(docker.delayMs) });
}
