import type { AppState, SandboxState, ScheduleView } from '../core/model/app-state.ts';

/** The object that `status --json` prints. Times are ISO 8601, memory is bytes, CPU is cores. */
export function statusJson(state: AppState) {
  return {
    version: state.version,
    host: state.host,
    runtimes: state.runtimes.map(({ id, state: condition, detail }) => ({
      id,
      state: condition,
      ...(detail !== undefined && { detail }),
    })),
    sandboxes: state.sandboxes.map(sandboxJson),
    savings: state.savings,
    ...(state.schedules.length > 0 && { schedules: state.schedules.map(scheduleJson) }),
    victims: state.victims,
    ...(state.trial && { trial: state.trial }),
    ...(state.problems.length > 0 && { problems: state.problems }),
  };
}

function sandboxJson(one: SandboxState) {
  const { memory, sessions } = one.usage;
  return {
    runtime: one.runtime,
    name: one.name,
    ...(one.id !== undefined && { id: one.id }),
    ...(one.agent !== undefined && { agent: one.agent }),
    status: one.status,
    workspaces: one.workspaces,
    memory: memory && { ...memory, ...(one.capBytes !== undefined && { capBytes: one.capBytes }) },
    cpuFraction: one.cpuFraction === null ? null : round(one.cpuFraction),
    sessions: typeof sessions === 'number' ? sessions : null,
    activity: { state: one.activity.state, idleForMs: Math.round(one.activity.idleForMs) },
    ...(one.protected && { protected: true }),
    ...(one.keepAwakeUntilMs !== undefined && { keptAwakeUntil: new Date(one.keepAwakeUntilMs).toISOString() }),
    ...(one.next && {
      next: {
        action: one.next.action,
        rule: one.next.rule,
        at: new Date(one.next.atMs).toISOString(),
        reason: one.next.reason,
      },
    }),
    ...(!one.fresh && { staleSince: new Date(one.observedAtMs).toISOString() }),
  };
}

function scheduleJson({ id, enabled, action, sentence, nextRunsMs, open }: ScheduleView) {
  return { id, enabled, action, sentence, open, nextRuns: nextRunsMs.map((ms) => new Date(ms).toISOString()) };
}

function round(fraction: number): number {
  return Math.round(fraction * 10_000) / 10_000;
}
