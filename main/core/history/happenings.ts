import type { AppState, SandboxState } from '../model/app-state.ts';
import type { WatchEvent } from '../model/events.ts';
import { runtimeOf, type SandboxKey, type SandboxStatus } from '../model/sandbox.ts';
import { isKnownEmpty } from '../model/runtime.ts';
import type { HistoryMark } from './marks.ts';

/** A run that began this much before the look that did not have it yet began, all the same, after that look. */
const startToleranceMs = 5_000;

/**
 * Turns events and states into marks on the time line. What Sandman does itself it tells as events; what others do is seen
 * between two states.
 */
export class Happenings {
  #before: AppState | null = null;
  /** Stops of our own: begun, told as done, or seen as done; the second of the last two forgets it. */
  readonly #ours = new Map<SandboxKey, 'begun' | 'told' | 'seen'>();

  fromEvent(event: WatchEvent): readonly HistoryMark[] {
    switch (event.type) {
      case 'warning':
        return [{ atMs: event.atMs, key: event.key, kind: 'warned' }];
      case 'stopping':
        this.#ours.set(event.key, 'begun');
        return [];
      case 'stopped': {
        const { atMs, key, who, dryRun } = event;
        if (dryRun) return [{ atMs, key, kind: 'would-stop', who }];
        if (this.#ours.get(key) === 'seen') this.#ours.delete(key);
        else this.#ours.set(key, 'told');
        return [{ atMs, key, kind: 'stopped', who }];
      }
      case 'stop-failed':
        this.#ours.delete(event.key);
        return [{ atMs: event.atMs, key: event.key, kind: 'stop-failed', who: event.who }];
      case 'notice':
        return [{ atMs: event.atMs, key: event.notice.sandboxKey, kind: 'notice' }];
      case 'withdrawn':
      case 'notice-cleared':
      case 'problem':
        return [];
    }
  }

  fromState(state: AppState): readonly HistoryMark[] {
    const before = this.#before;
    this.#before = state;
    if (before === null || before.atMs === 0 || before.atMs === state.atMs) return [];
    return [...slept(before, state), ...this.#stops(before, state), ...starts(before, state)];
  }

  #stops(before: AppState, state: AppState): readonly HistoryMark[] {
    const alive = before.sandboxes.filter(({ status }) => aliveStatuses.includes(status));
    const present = byKey(state);
    return alive.flatMap(({ key, observedAtMs }) => {
      const now = present.get(key);
      // An unknown word of the runtime is no stop; neither is a runtime that does not answer.
      const ended = now ? now.status === 'stopped' : canSee(state, key);
      if (!ended) return [];
      const ours = this.#ours.get(key);
      if (ours === 'told') this.#ours.delete(key);
      else if (ours === 'begun') this.#ours.set(key, 'seen');
      if (ours !== undefined) return [];
      const atMs = now?.docker?.stoppedAtMs ?? Math.max(observedAtMs, state.atMs);
      const who = now?.docker?.stoppedBy === 'docker-idle-timer' ? 'docker' : 'unknown';
      return [{ atMs, key, kind: 'stopped', who } as const];
    });
  }
}

const aliveStatuses: readonly SandboxStatus[] = ['running', 'stopping', 'unresponsive'];
const downStatuses: readonly SandboxStatus[] = ['stopped', 'starting'];

function starts(before: AppState, state: AppState): readonly HistoryMark[] {
  const running = state.sandboxes.filter(({ status }) => status === 'running');
  const past = byKey(before);
  return running.flatMap(({ key, startedAtMs }) => {
    const then = past.get(key);
    const isNewRun = startedAtMs !== undefined && startedAtMs > before.atMs - startToleranceMs;
    if (then?.status === 'running') {
      const began = then.startedAtMs !== undefined && startedAtMs !== then.startedAtMs && isNewRun;
      return began ? [{ atMs: startedAtMs, key, kind: 'started' } as const] : [];
    }
    // What was merely not seen before has not just begun.
    if (then ? !downStatuses.includes(then.status) : !(canSee(before, key) || isNewRun)) return [];
    return [{ atMs: isNewRun ? startedAtMs : state.atMs, key, kind: 'started' } as const];
  });
}

function byKey({ sandboxes }: AppState): ReadonlyMap<SandboxKey, SandboxState> {
  return new Map(sandboxes.map((one) => [one.key, one]));
}

function slept(before: AppState, { host }: AppState): readonly HistoryMark[] {
  const atMs = host?.resumedAtMs;
  if (atMs === undefined || atMs === before.host?.resumedAtMs) return [];
  return [{ atMs, key: null, kind: 'slept', forMs: Math.max(0, atMs - before.atMs) }];
}

function canSee(state: AppState, key: SandboxKey): boolean {
  const runtime = state.runtimes.find(({ id }) => id === runtimeOf(key));
  return runtime !== undefined && runtime.blip !== true && (runtime.state === 'ready' || isKnownEmpty(runtime));
}
