import type { AppState, SandboxState } from '../main/core/model/app-state.ts';
import { dockerSentence } from '../main/core/model/docker-text.ts';
import { formatBytes, formatCountdown, formatCpu, formatDuration } from '../main/core/model/format.ts';
import type { MemoryReading, MemorySource } from '../main/core/model/sandbox.ts';
import { activitySentence } from '../main/core/model/text.ts';
import { timeoutFor } from '../main/core/settings/timeout.ts';
import { policyFor } from '../main/core/settings/for-sandbox.ts';

export type Tone = 'busy' | 'idle' | 'unknown' | 'warned' | 'stopping' | 'failed' | 'stale';

/** What one card says and offers. */
export interface CardModel {
  readonly tone: Tone;
  readonly activity: string;
  readonly memory: {
    readonly text: string;
    readonly hint: string;
    /** The other figure and the configured limit, as far as they are known. */
    readonly detail: string | null;
    readonly share: number | null;
    readonly high: boolean;
  };
  readonly cpu: string;
  readonly sessions: string | null;
  /** The countdown to the warning or to the stop; `share` is the part of it that is left. */
  readonly countdown: { readonly text: string; readonly reason: string; readonly share: number } | null;
  /** What Docker's own idle timer is about to do. */
  readonly docker: string | null;
  readonly message: string | null;
  readonly actions: readonly ('keep' | 'extend' | 'stop' | 'retry' | 'let-sleep' | 'protect' | 'unprotect')[];
}

export function cardModel(one: SandboxState, state: AppState, nowMs: number): CardModel {
  const tone = toneOf(one);
  return {
    tone,
    activity: activitySentence(one, nowMs),
    memory: memoryOf(one, nowMs),
    cpu: one.cpuFraction === null ? 'not known' : formatCpu(one.cpuFraction),
    sessions: sessionsOf(one),
    countdown: countdownOf(one, state, nowMs),
    docker: dockerSentence(one, nowMs),
    message: messageOf(one, state, nowMs),
    actions: actionsFor(one, tone, nowMs),
  };
}

function toneOf(one: SandboxState): Tone {
  if (one.progress?.step === 'stopping') return 'stopping';
  if (one.progress?.step === 'stop-failed') return 'failed';
  if (!one.fresh) return 'stale';
  if (one.progress?.step === 'warned') return 'warned';
  return one.activity.state;
}

const sources: Readonly<Record<MemorySource, string>> = {
  'engine-stats': 'as the Docker Engine counts it, without file cache',
  'vm-engine-stats': 'as the Engine in the microVM counts it, without file cache',
  'daemon-engine-stats': 'as the sbx daemon counts it, without file cache',
  'vm-process-rss': 'resident memory of the VM process on this machine',
  'vm-process-pss': 'share of the VM process in the memory of this machine',
  'vm-process-footprint': 'footprint of the VM process on this machine',
  'vm-process-private': 'private memory of the VM process on this machine',
  demo: 'made up',
};

function memoryOf(one: SandboxState, nowMs: number): CardModel['memory'] {
  const { memory } = one.usage;
  const detail = memoryDetail(one, nowMs);
  if (!memory) return { text: 'not known', hint: 'This figure could not be read.', detail, share: null, high: false };
  const cap = one.capBytes;
  return {
    text: cap === undefined ? formatBytes(memory.usedBytes) : `${formatBytes(memory.usedBytes)} of ${formatBytes(cap)}`,
    hint: sources[memory.source],
    detail,
    share: cap === undefined ? null : Math.min(1, memory.usedBytes / cap),
    high: cap !== undefined && memory.usedBytes > cap,
  };
}

/** A figure as old as this is shown with its age. */
const oldAfterMs = 2 * 60_000;

/** What is used inside beside what the machine loses: `in the sandbox 1.2 GB · limit 8.0 GB`. */
function memoryDetail(one: SandboxState, nowMs: number): string | null {
  const { memory } = one.usage;
  const withAge = (reading: MemoryReading) => {
    const ageMs = nowMs - reading.atMs;
    return `${formatBytes(reading.bytes)}${ageMs > oldAfterMs ? `, ${formatDuration(ageMs)} ago` : ''}`;
  };
  const { guest, host } = memory ?? {};
  const parts = [
    guest && guest.source !== memory?.source && `in the sandbox ${withAge(guest)}`,
    host && host.source !== memory?.source && `on this machine ${withAge(host)}`,
    one.limit && `limit ${formatBytes(one.limit.bytes)}`,
  ].filter((part) => typeof part === 'string');
  return parts.length === 0 ? null : parts.join(' · ');
}

function sessionsOf(one: SandboxState): string | null {
  const { sessions } = one.usage;
  if (sessions === 'absent') return null;
  if (sessions === 'unknown') return one.usage.sessionsAsked === false ? null : 'sessions not known';
  return sessions === 1 ? '1 session' : `${sessions} sessions`;
}

function countdownOf(one: SandboxState, state: AppState, nowMs: number): CardModel['countdown'] {
  if (!one.next || !one.fresh || one.progress?.step === 'stopping') return null;
  const leftMs = Math.max(0, one.next.atMs - nowMs);
  const { settings } = state;
  const word = settings.watchOnly ? 'would stop' : 'stops';
  if (one.next.action === 'stop') {
    const warningMs = warningOf(one, settings);
    const share = warningMs === 0 ? 0 : leftMs / warningMs;
    return { text: `${word} in ${formatCountdown(leftMs)}`, reason: one.next.reason, share: Math.min(1, share) };
  }
  // A countdown to the warning is news only when the sandbox has begun to be idle.
  if (one.activity.idleForMs === 0) return null;
  const timeoutMs = timeoutFor(one, settings);
  const share = timeoutMs === 0 ? 0 : Math.min(1, leftMs / timeoutMs);
  return { text: `${word} in ${formatDuration(leftMs + warningOf(one, settings))}`, reason: 'if it stays idle', share };
}

function warningOf(one: SandboxState, settings: AppState['settings']): number {
  return one.next?.rule === 'memory' ? settings.memory.cancelMs : policyFor(one, settings).idle.warningMs;
}

function messageOf(one: SandboxState, state: AppState, nowMs: number): string | null {
  switch (one.progress?.step) {
    case 'stopping':
      return 'Stopping…';
    case 'stop-failed':
      return one.progress.message;
    case 'would-stop':
      return 'Would have been stopped. Watch-only is on.';
    default:
      if (one.protected) return 'Protected: nothing stops it';
      if (isKept(one, nowMs)) return `Kept awake for ${formatDuration((one.keepAwakeUntilMs ?? 0) - nowMs)}`;
      return policyFor(one, state.settings).idle.enabled ? null : 'Auto-stop is off';
  }
}

function isKept(one: SandboxState, nowMs: number): boolean {
  return one.keepAwakeUntilMs !== undefined && one.keepAwakeUntilMs > nowMs;
}

function actionsFor(one: SandboxState, tone: Tone, nowMs: number): CardModel['actions'] {
  if (tone === 'stopping' || one.status !== 'running') return [];
  if (one.protected) return ['unprotect'];
  if (tone === 'failed') return ['retry'];
  if (tone === 'warned') return ['keep', 'extend', 'stop', 'protect'];
  return [isKept(one, nowMs) ? 'let-sleep' : 'keep', 'stop', 'protect'];
}
