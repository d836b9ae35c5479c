import type { AppState, SandboxState, Savings } from './app-state.ts';
import type { Notice } from './decision.ts';
import { formatBytes, formatCountdown, formatDuration } from './format.ts';
import { isInstalled, type RuntimeCondition, type RuntimeId, type RuntimeState } from './runtime.ts';

const runtimeNames: Readonly<Record<RuntimeId, string>> = {
  sbx: 'sbx',
  'docker-sandbox': 'Docker Desktop',
  containers: 'container',
  demo: 'demo',
};

/** The short name of a runtime, as it stands on a card. */
export function runtimeName(id: RuntimeId): string {
  return runtimeNames[id];
}

/** Who is asked about the sandboxes of a runtime. */
export function observerSentence(state: AppState, id: RuntimeId): string {
  const runtime = state.runtimes.find((one) => one.id === id);
  if (runtime?.via === 'socket') {
    return `Watched through its own socket${runtime.apiVersion === undefined ? '' : ` (version ${runtime.apiVersion})`}`;
  }
  return runtime?.via === 'cli' ? 'Watched through its command line, which is slower' : '';
}

export interface RuntimeSentence {
  readonly title: string;
  readonly whatToDo: string;
}

const conditionSentences: Readonly<Record<RuntimeCondition, RuntimeSentence>> = {
  ready: { title: 'Ready', whatToDo: '' },
  'not-installed': { title: 'Not found on this machine', whatToDo: 'Install it, or use another kind of sandbox.' },
  'daemon-not-running': {
    title: 'Its daemon does not run',
    whatToDo: 'Nothing runs in it. It starts with your next sandbox.',
  },
  'plugin-missing': {
    title: 'docker has no sandbox command',
    whatToDo: 'Docker Desktop 4.80 removed it. Install sbx for new sandboxes.',
  },
  'desktop-down': { title: 'Docker Desktop is not running', whatToDo: 'Start Docker Desktop.' },
  'beta-features-off': {
    title: 'Beta features are switched off',
    whatToDo: 'Switch them on in Docker Desktop: Settings, Beta features.',
  },
  'signed-out': { title: 'Not signed in to Docker', whatToDo: 'Run: sbx login' },
  'too-old': { title: 'This version is too old', whatToDo: 'Update it.' },
  hung: { title: 'It does not answer', whatToDo: 'Sandman asks again every minute. If it stays so, restart it.' },
  error: { title: 'It cannot be asked', whatToDo: 'See the message, and the log for more.' },
};

/** What is the matter with a runtime, and what to do about it. */
export function runtimeSentence(runtime: RuntimeState): RuntimeSentence {
  return conditionSentences[runtime.state];
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
export function summarySentence(state: AppState): string {
  switch (viewKind(state)) {
    case 'loading':
      return 'Looking for sandboxes…';
    case 'no-runtime':
      return 'No sandboxes on this machine';
    case 'blind':
      return 'Cannot see your sandboxes';
    case 'empty':
      return 'No sandbox is running';
    case 'list':
      return `${countOf(state)} ${useOf(state)}`;
  }
}

function countOf(state: AppState): string {
  const count = runningOf(state).length;
  return count === 1 ? '1 sandbox' : `${count} sandboxes`;
}

function useOf({ memory }: AppState): string {
  const atLeast = memory.unknownCount > 0 ? 'at least ' : '';
  return `using ${atLeast}${formatBytes(memory.usedBytes)}`;
}

/** What a sandbox is doing, as far as it is known. */
export function activitySentence(one: SandboxState, nowMs: number): string {
  if (!one.fresh) return `not seen for ${formatDuration(nowMs - one.observedAtMs)}`;
  const { state, idleForMs, votes } = one.activity;
  if (state === 'idle') return `idle for ${formatDuration(idleForMs)}`;
  if (state === 'unknown') {
    const dark = votes.filter((vote) => vote.says === 'unknown').map((vote) => signalNames[vote.signal]);
    return dark.length === 0 ? 'just seen' : `not known whether idle: ${dark.join(', ')} not known`;
  }
  const busy = votes.find((vote) => vote.says === 'busy');
  return busy ? `busy: ${signalNames[busy.signal]}` : 'busy';
}

const signalNames = {
  cpu: 'CPU',
  network: 'network',
  sessions: 'sessions',
  workspace: 'files',
  daemon: 'sessions',
  status: 'status',
} as const;

/** What will happen to a sandbox, and when; null when nothing is going to. */
export function nextSentence(one: SandboxState, nowMs: number): string | null {
  if (one.progress?.step === 'stopping') return 'stopping…';
  if (one.progress?.step === 'stop-failed') return `could not be stopped: ${one.progress.message}`;
  if (one.progress?.step === 'would-stop') return 'would have been stopped (watch-only)';
  if (one.protected) return 'protected';
  if (one.keepAwakeUntilMs !== undefined && one.keepAwakeUntilMs > nowMs) {
    return `kept awake for ${formatDuration(one.keepAwakeUntilMs - nowMs)}`;
  }
  if (!one.next) return null;
  const left = one.next.atMs - nowMs;
  return one.next.action === 'stop'
    ? `stops in ${formatCountdown(left)}: ${one.next.reason}`
    : `warning in ${formatDuration(left)}`;
}

/** A memory notice with its numbers. */
export function noticeSentence(notice: Notice): string {
  const { sandboxName, usedBytes, limitBytes, sandboxBytes } = notice;
  const largest = `The largest is ${sandboxName} with ${formatBytes(sandboxBytes)}`;
  const stuck = notice.nothingToStop ? '. Nothing may be stopped to change that' : '';
  switch (notice.rule) {
    case 'cap':
      return `${sandboxName} uses ${formatBytes(usedBytes)}, above its cap of ${formatBytes(limitBytes)}${stuck}`;
    case 'budget':
      return `All sandboxes use ${formatBytes(usedBytes)}, above the budget of ${formatBytes(limitBytes)}. ${largest}${stuck}`;
    case 'host':
      return `This machine is low on memory: ${formatBytes(usedBytes)} of ${formatBytes(limitBytes)} in use. ${largest}${stuck}`;
  }
}

/** How the savings are reckoned, for the help of the figure. */
export function savingsHelp({ stops, horizonHours }: Savings): string {
  const count = stops === 1 ? '1 stop' : `${stops} stops`;
  return `${count}: the memory at each stop times the hours until it was started again, at most ${horizonHours} h`;
}

/** What the first days in watch-only mode came to. */
export function trialSentence({ stops, gbHours }: Savings): string {
  if (stops === 0) return 'So far nothing would have been stopped';
  const count = stops === 1 ? '1 sandbox' : `${stops} times a sandbox`;
  return `So far Sandman would have stopped ${count} and given back ${gbHours.toFixed(1)} GB·h`;
}
