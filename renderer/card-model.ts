import { say } from '../main/core/i18n/message.ts';
import type { AppState, SandboxState } from '../main/core/model/app-state.ts';
import { dockerSentence } from '../main/core/model/docker-text.ts';
import type { MessageId } from '../main/core/i18n/catalogue.ts';
import type { Words } from '../main/core/i18n/words.ts';
import { reasonText } from '../main/core/model/reason.ts';
import type { MemoryReading, MemorySource } from '../main/core/model/sandbox.ts';
import { runCommand } from '../main/core/model/run-command.ts';
import { startsSandboxes } from '../main/core/model/runtime.ts';
import { activitySentence, observerSentence, runtimeName } from '../main/core/model/text.ts';
import { shortenPath } from '../main/core/model/shorten-path.ts';
import { policyFor } from '../main/core/settings/for-sandbox.ts';
import type { SandboxPatch } from '../main/core/settings/schema.ts';
import { countdownOf, part, type Countdown } from './countdown.ts';
import { autoStopPatch } from './detail/own-model.ts';

export type Tone = 'busy' | 'idle' | 'unknown' | 'warned' | 'stopping' | 'starting' | 'stopped' | 'failed' | 'stale';

export type CardAction = 'keep' | 'extend' | 'stop' | 'retry' | 'let-sleep' | 'lock' | 'start' | 'copy';

/** What one card says and offers. */
export interface CardModel {
  readonly tone: Tone;
  readonly agent: string | null;
  readonly runtime: string;
  /** Who is asked about it. */
  readonly observer: string;
  /** Null where the runtime tells no folder. */
  readonly folder: { readonly text: string; readonly full: string } | null;
  readonly branch: string | null;
  readonly ports: readonly { readonly hostPort: number; readonly name: string }[];
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
  readonly countdown: Countdown | null;
  /** What Docker's own idle timer is about to do. */
  readonly docker: string | null;
  readonly message: string | null;
  /** What leads back into it in a terminal; null where nothing does. */
  readonly command: string | null;
  readonly locked: boolean;
  /** False when it is never stopped for being idle. */
  readonly autoStop: boolean;
  /** What turns that round. */
  readonly autoStopPatch: SandboxPatch;
  readonly actions: readonly CardAction[];
}

export function cardModel(one: SandboxState, state: AppState, nowMs: number, words: Words): CardModel {
  const tone = toneOf(one);
  return {
    tone,
    agent: one.agent ?? null,
    runtime: runtimeName(one.runtime, words),
    observer: observerSentence(state, one.runtime, words),
    folder: folderOf(one.workspaces),
    branch: one.branch ?? null,
    ports: (one.ports ?? []).map(({ hostPort }) => ({
      hostPort,
      name: words.t('action.openPortName', { port: String(hostPort), name: one.name }),
    })),
    activity: activitySentence(one, nowMs, words),
    memory: memoryOf(one, nowMs, words),
    cpu: one.cpuFraction === null ? words.t('card.notKnown') : words.cpu(one.cpuFraction),
    sessions: sessionsOf(one, words),
    countdown: countdownOf(one, state, nowMs, words),
    docker: dockerSentence(one, nowMs, words),
    message: messageOf(one, state, nowMs, words),
    command: runCommand(one, state.shell),
    locked: one.protected === true,
    autoStop: policyFor(one, state.settings).idle.enabled,
    autoStopPatch: autoStopPatch(one, state.settings),
    actions: actionsFor(one, tone, state, nowMs),
  };
}

function toneOf(one: SandboxState): Tone {
  if (one.progress?.step === 'stopping') return 'stopping';
  if (one.progress?.step === 'starting') return 'starting';
  if (one.status === 'stopped') return 'stopped';
  if (one.progress?.step === 'stop-failed') return 'failed';
  if (!one.fresh) return 'stale';
  if (one.progress?.step === 'warned') return 'warned';
  return one.activity.state;
}

function memoryOf(one: SandboxState, nowMs: number, words: Words): CardModel['memory'] {
  const { t, bytes } = words;
  const { memory } = one.usage;
  const detail = memoryDetail(one, nowMs, words);
  if (!memory) {
    return { text: t('card.notKnown'), hint: t('card.memoryUnread'), detail, share: null, high: false };
  }
  const cap = one.capBytes;
  return {
    text:
      cap === undefined
        ? bytes(memory.usedBytes)
        : t('card.memoryOf', { used: bytes(memory.usedBytes), cap: bytes(cap) }),
    hint: t(`source.${memory.source}`),
    detail,
    share: cap === undefined ? null : part(memory.usedBytes / cap),
    high: cap !== undefined && memory.usedBytes > cap,
  };
}

const shortSources = {
  'engine-stats': 'source.short.engine',
  'vm-engine-stats': 'source.short.engine',
  'daemon-engine-stats': 'source.short.daemon',
  'vm-process-rss': 'source.short.vm',
  'vm-process-pss': 'source.short.vm',
  'vm-process-footprint': 'source.short.vm',
  'vm-process-private': 'source.short.vm',
} as const satisfies Record<Exclude<MemorySource, 'demo'>, MessageId>;

/** A figure as old as this is shown with its age. */
const oldAfterMs = 2 * 60_000;

/** Where the figure comes from, and what is used inside beside what the machine loses: `VM process · in the sandbox 1.2 GB · limit 8.0 GB`. */
function memoryDetail(one: SandboxState, nowMs: number, { t, bytes, duration }: Words): string | null {
  const { memory } = one.usage;
  const withAge = (reading: MemoryReading) => {
    const ageMs = nowMs - reading.atMs;
    return ageMs > oldAfterMs
      ? t('card.withAge', { bytes: bytes(reading.bytes), span: duration(ageMs) })
      : bytes(reading.bytes);
  };
  const { guest, host } = memory ?? {};
  const parts = [
    memory && memory.source !== 'demo' && t(shortSources[memory.source]),
    guest && guest.source !== memory?.source && t('card.guest', { bytes: withAge(guest) }),
    host && host.source !== memory?.source && t('card.host', { bytes: withAge(host) }),
    one.limit && t('card.limit', { bytes: bytes(one.limit.bytes) }),
  ].filter((part) => typeof part === 'string');
  return parts.length === 0 ? null : parts.join(' · ');
}

function sessionsOf(one: SandboxState, { t }: Words): string | null {
  const { sessions } = one.usage;
  if (sessions === 'absent') return null;
  if (sessions === 'unknown') return one.usage.sessionsAsked === false ? null : t('card.sessionsUnknown');
  return t('card.sessionCount', { count: sessions });
}

function messageOf(one: SandboxState, state: AppState, nowMs: number, words: Words): string | null {
  const { t, duration } = words;
  const step = one.progress?.step;
  if (one.status === 'stopped' && step !== 'starting' && step !== 'stopping') return stoppedMessage(one, nowMs, words);
  switch (one.progress?.step) {
    case 'starting':
      return t('card.starting');
    case 'stopping':
      return t('card.stopping');
    case 'stop-failed':
      return t('card.stopFailed', { message: say(one.progress.message, words) });
    case 'would-stop':
      return t('card.wouldHaveStopped');
    default:
      if (one.protected) return t('card.protected');
      if (isKept(one, nowMs)) {
        return t('card.keptAwake', { span: duration((one.keepAwakeUntilMs ?? 0) - nowMs) });
      }
      return policyFor(one, state.settings).idle.enabled ? null : t('card.autoStopOff');
  }
}

function isKept(one: SandboxState, nowMs: number): boolean {
  return one.keepAwakeUntilMs !== undefined && one.keepAwakeUntilMs > nowMs;
}

function actionsFor(one: SandboxState, tone: Tone, state: AppState, nowMs: number): readonly CardAction[] {
  if (tone === 'stopped') {
    const runtime = state.runtimes.find((each) => each.id === one.runtime);
    return runtime && startsSandboxes(runtime) ? ['start'] : ['copy'];
  }
  if (tone === 'stopping' || tone === 'starting' || one.status !== 'running') return [];
  if (one.protected) return ['lock'];
  if (tone === 'failed') return ['retry', 'lock'];
  if (tone === 'warned') return ['keep', 'extend', 'stop', 'lock'];
  return [isKept(one, nowMs) ? 'let-sleep' : 'keep', 'stop', 'lock'];
}

/** Who stopped it, how long ago, why, and what that gave back. */
function stoppedMessage({ stopNote }: SandboxState, nowMs: number, words: Words): string | null {
  if (!stopNote) return null;
  const { who, atMs, because, freedBytes } = stopNote;
  return words.t('card.stopped', {
    who: who === 'user' ? 'user' : 'policy',
    span: words.duration(nowMs - atMs),
    reason: because ? reasonText(because, words) : 'none',
    freed: freedBytes === null ? 'unknown' : words.bytes(freedBytes),
  });
}

function folderOf(workspaces: readonly string[]): CardModel['folder'] {
  if (workspaces.length === 0) return null;
  return { text: workspaces.map(shortenPath).join(', '), full: workspaces.join('\n') };
}
