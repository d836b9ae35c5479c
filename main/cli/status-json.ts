import type { AppState, SandboxState } from '../core/model/app-state.ts';
import type { DockerLogNote } from '../core/model/docker-log.ts';
import type { HostMemory } from '../core/model/snapshot.ts';

/** The object that `status --json` prints. Times are ISO 8601, memory is bytes, CPU is cores. */
export function statusJson(state: AppState) {
  return {
    version: state.version,
    host: state.host && hostJson(state.host),
    runtimes: state.runtimes.map(({ id, state: condition, detail }) => ({
      id,
      state: condition,
      ...(detail !== undefined && { detail }),
    })),
    sandboxes: state.sandboxes.map(sandboxJson),
    ...(state.problems.length > 0 && { problems: state.problems }),
  };
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
    ...(one.next && {
      next: { action: one.next.action, at: iso(one.next.atMs), reason: one.next.reason },
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

function iso(atMs: number): string {
  return new Date(atMs).toISOString();
}

function round(fraction: number): number {
  return Math.round(fraction * 10_000) / 10_000;
}
