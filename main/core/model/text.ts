import { say } from '../i18n/message.ts';
import type { Words } from '../i18n/words.ts';
import type { AppState, SandboxState, Savings } from './app-state.ts';
import type { Notice } from './decision.ts';
import { reasonText } from './reason.ts';
import { isInstalled, type RuntimeId, type RuntimeState } from './runtime.ts';

/** The short name of a runtime, as it stands on a card. */
export function runtimeName(id: RuntimeId, { t }: Words): string {
  return t(`runtime.${id}`);
}

/** Who is asked about the sandboxes of a runtime. */
export function observerSentence(state: AppState, id: RuntimeId, { t }: Words): string {
  const runtime = state.runtimes.find((one) => one.id === id);
  if (runtime?.via === 'socket') {
    const version = runtime.apiVersion;
    return version === undefined ? t('runtime.viaSocket') : t('runtime.viaSocketVersion', { version });
  }
  return runtime?.via === 'cli' ? t('runtime.viaCli') : '';
}

/** What is the matter with a runtime, and what to do about it. */
export function runtimeSentence(runtime: RuntimeState, { t }: Words): { title: string; whatToDo: string } {
  return { title: t(`condition.${runtime.state}`), whatToDo: t(`condition.${runtime.state}.do`) };
}

/** Which of the popup's faces fits the state. */
export type ViewKind = 'loading' | 'no-runtime' | 'blind' | 'empty' | 'list';

export function viewKind(state: AppState): ViewKind {
  if (state.atMs === 0) return 'loading';
  if (runningOf(state).length > 0) return 'list';
  if (!state.runtimes.some(isInstalled)) return 'no-runtime';
  const canSee = state.runtimes.some((one) => one.state === 'ready' || one.state === 'daemon-not-running');
  return canSee ? 'empty' : 'blind';
}

/** All that is not known to be stopped: what cannot be named for certain is shown with the running ones. */
export function runningOf(state: AppState): readonly SandboxState[] {
  return state.sandboxes.filter((one) => one.status !== 'stopped');
}

/** The state in one sentence. */
export function summarySentence(state: AppState, { t, bytes }: Words): string {
  switch (viewKind(state)) {
    case 'loading':
      return t('summary.loading');
    case 'no-runtime':
      return t('summary.noRuntime');
    case 'blind':
      return t('summary.blind');
    case 'empty':
      return t('summary.empty');
    case 'list': {
      const running = runningOf(state);
      const unseen = running.filter((one) => !one.fresh).length;
      const isLast = unseen === running.length;
      // What is missing counts for more than what is old.
      const exact = state.memory.unknownCount > 0 ? 'atLeast' : unseen > 0 && !isLast ? 'about' : 'yes';
      const said = { count: running.length, exact, used: bytes(state.memory.usedBytes) };
      return t(isLast ? 'summary.unseen' : 'summary.list', said);
    }
  }
}

/** What a sandbox is doing, as far as it is known. */
export function activitySentence(one: SandboxState, nowMs: number, { t, duration, list }: Words): string {
  if (!one.fresh) return t('activity.unseen', { span: duration(nowMs - one.observedAtMs) });
  const { state, idleForMs, votes } = one.activity;
  if (state === 'idle') return t('activity.idle', { span: duration(idleForMs) });
  if (state === 'unknown') {
    const dark = votes.filter((vote) => vote.says === 'unknown');
    if (dark.length === 0) return t('activity.justSeen');
    if (dark.every(({ alone }) => alone)) return t('activity.lookingAgain');
    return t('activity.unknown', { signals: list([...new Set(dark.map(({ signal }) => t(signalNames[signal])))]) });
  }
  const busy = votes.find((vote) => vote.says === 'busy');
  return busy ? t('activity.busyBy', { signal: t(signalNames[busy.signal]) }) : t('activity.busy');
}

/** The text that names each signal; sessions are seen in two ways. */
export const signalNames = {
  cpu: 'signal.cpu',
  network: 'signal.network',
  sessions: 'signal.sessions',
  workspace: 'signal.workspace',
  daemon: 'signal.sessions',
  ports: 'signal.ports',
  status: 'signal.status',
} as const;

/** What will happen to a sandbox, and when; null when nothing is going to. */
export function nextSentence(one: SandboxState, nowMs: number, words: Words): string | null {
  const { t, duration, countdown } = words;
  if (one.progress?.step === 'stopping') return t('next.stopping');
  if (one.progress?.step === 'stop-failed') return t('next.stopFailed', { message: say(one.progress.message, words) });
  if (one.progress?.step === 'would-stop') return t('next.wouldStop');
  if (one.protected) return t('next.protected');
  if (one.keepAwakeUntilMs !== undefined && one.keepAwakeUntilMs > nowMs) {
    return t('next.keptAwake', { span: duration(one.keepAwakeUntilMs - nowMs) });
  }
  if (!one.next) return null;
  const left = one.next.atMs - nowMs;
  return one.next.action === 'stop'
    ? t('next.stop', { countdown: countdown(left), reason: reasonText(one.next.because, words) })
    : t('next.warning', { span: duration(left) });
}

/** A memory notice with its numbers. */
export function noticeSentence(notice: Notice, { t, bytes }: Words): string {
  const { unattributedBytes = 0, sandboxBytes } = notice;
  // To name a sandbox would put the blame on one that has the least to do with it.
  const isNobodys = notice.rule === 'budget' && unattributedBytes > sandboxBytes;
  const sentence = t(isNobodys ? 'notice.budgetUnattributed' : `notice.${notice.rule}`, {
    name: notice.sandboxName,
    used: bytes(notice.usedBytes),
    limit: bytes(notice.limitBytes),
    largest: bytes(sandboxBytes),
    unattributed: bytes(unattributedBytes),
  });
  return notice.nothingToStop ? t('notice.stuck', { notice: sentence }) : sentence;
}

/** How the savings are reckoned, for the help of the figure. */
export function savingsHelp({ stops, horizonHours }: Savings, { t }: Words): string {
  return t('savings.help', { stops, hours: horizonHours });
}

/** What the first days in watch-only mode came to. */
export function trialSentence({ stops, gbHours }: Savings, { t, number }: Words): string {
  return stops === 0 ? t('trial.nothing') : t('trial.soFar', { stops, gbHours: number(gbHours, 1) });
}
