import { say } from '../core/i18n/message.ts';
import type { Problem } from '../core/model/decision.ts';
import { reasonText } from '../core/model/reason.ts';
import { scheduleSentence } from '../core/model/schedule-text.ts';
import { english } from './text.ts';
import type { AppState, MemoryTotal, SandboxState, ScheduleView } from '../core/model/app-state.ts';
import type { DockerLogNote } from '../core/model/docker-log.ts';
import type { HostMemory } from '../core/model/snapshot.ts';

/** The object that `status --json` prints. Times are ISO 8601, memory is bytes, CPU is cores. */
export function statusJson(state: AppState) {
  return {
    version: state.version,
    host: state.host && hostJson(state.host),
    runtimes: state.runtimes.map(({ id, state: condition, detail, via, apiVersion }) => ({
      id,
      state: condition,
      ...(detail !== undefined && { detail: say(detail, english) }),
      ...(via !== undefined && { via }),
      ...(apiVersion !== undefined && { apiVersion }),
    })),
    sandboxes: state.sandboxes.map(sandboxJson),
    memory: memoryJson(state.memory),
    cadence: {
      intervalMs: state.cadence.intervalMs,
      reason: state.cadence.reason,
      ...(state.cadence.nextLookAtMs !== null && { nextLookAt: new Date(state.cadence.nextLookAtMs).toISOString() }),
    },
    savings: state.savings,
    ...(state.schedules.length > 0 && { schedules: state.schedules.map(scheduleJson) }),
    victims: state.victims,
    ...(state.trial && { trial: state.trial }),
    ...(state.problems.length > 0 && { problems: state.problems.map(problemJson) }),
  };
}

export function problemJson(problem: Problem) {
  return { ...problem, message: say(problem.message, english) };
}

function hostJson({ totalBytes, availableBytes, pressure, power, resumedAtMs }: HostMemory) {
  return {
    totalBytes,
    availableBytes,
    ...(pressure && { pressure: { level: pressure.level, source: pressure.source, at: iso(pressure.atMs) } }),
    ...(power && { power: { onBattery: power.onBattery, source: power.source, at: iso(power.atMs) } }),
    ...(resumedAtMs !== undefined && { resumedAt: iso(resumedAtMs) }),
  };
}

function memoryJson({ usedBytes, unknownCount, budgetBytes, unattributed, limits }: MemoryTotal) {
  return {
    usedBytes,
    unknownCount,
    budgetBytes,
    limits,
    unattributed: unattributed.map(({ runtime, pid, memory }) => ({ runtime, pid, ...memory })),
  };
}

function sandboxJson(one: SandboxState) {
  const { memory, sessions, sessionsAtMs } = one.usage;
  return {
    runtime: one.runtime,
    name: one.name,
    ...(one.id !== undefined && { id: one.id }),
    ...(one.agent !== undefined && { agent: one.agent }),
    status: one.status,
    workspaces: one.workspaces,
    memory: memory && {
      usedBytes: memory.usedBytes,
      source: memory.source,
      guest: memory.guest ?? null,
      host: memory.host ?? null,
      ...(one.capBytes !== undefined && { capBytes: one.capBytes }),
    },
    ...(one.limit && { limit: one.limit }),
    ...(one.ports && { ports: one.ports }),
    cpuFraction: one.cpuFraction === null ? null : round(one.cpuFraction),
    sessions: typeof sessions === 'number' ? sessions : null,
    ...(sessionsAtMs !== undefined && { sessionsAt: new Date(sessionsAtMs).toISOString() }),
    activity: {
      state: one.activity.state,
      idleForMs: Math.round(one.activity.idleForMs),
      votes: one.activity.votes.map(({ signal, says, lastActiveAtMs }) => ({
        signal,
        says,
        ...(typeof lastActiveAtMs === 'number' && { lastActiveAt: new Date(lastActiveAtMs).toISOString() }),
      })),
    },
    ...(one.protected && { protected: true }),
    ...(one.keepAwakeUntilMs !== undefined && { keptAwakeUntil: iso(one.keepAwakeUntilMs) }),
    ...(one.next && {
      next: {
        action: one.next.action,
        rule: one.next.rule,
        at: iso(one.next.atMs),
        reason: reasonText(one.next.because, english),
      },
    }),
    ...(one.docker && { docker: dockerJson(one.docker) }),
    ...(!one.fresh && { staleSince: iso(one.observedAtMs) }),
  };
}

/** What Docker's own log says: the last event, its countdown, and whether its timer stopped the sandbox. */
function dockerJson({ event, atMs, autoStopAtMs, delayMs, idleForMs, stoppedBy, stoppedAtMs }: DockerLogNote) {
  return {
    event,
    at: atMs === null ? null : iso(atMs),
    ...(delayMs !== undefined && { delayMs }),
    ...(idleForMs !== undefined && { idleForMs }),
    ...(autoStopAtMs !== undefined && { autoStopAt: iso(autoStopAtMs) }),
    ...(stoppedBy !== undefined && { stoppedBy }),
    ...(typeof stoppedAtMs === 'number' && { stoppedAt: iso(stoppedAtMs) }),
  };
}

function scheduleJson(view: ScheduleView) {
  const { id, enabled, action, nextRunsMs, open } = view;
  return { id, enabled, action, sentence: scheduleSentence(view, english), open, nextRuns: nextRunsMs.map(iso) };
}

function iso(atMs: number): string {
  return new Date(atMs).toISOString();
}

function round(fraction: number): number {
  return Math.round(fraction * 10_000) / 10_000;
}
