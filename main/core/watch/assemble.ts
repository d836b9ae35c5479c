import type { AppState, MemoryTotal, Progress, SandboxState } from '../model/app-state.ts';
import { unknownActivity, type Activity } from '../model/activity.ts';
import type { Next, Notice, Problem } from '../model/decision.ts';
import type { DockerLogNote } from '../model/docker-log.ts';
import type { SandboxKey } from '../model/sandbox.ts';
import { isFresh, type ObservedSandbox, type Snapshot } from '../model/snapshot.ts';
import { budgetFor, capFor } from '../settings/limits.ts';
import type { Settings } from '../settings/schema.ts';

export interface StateParts {
  readonly version: string;
  readonly clockSpeed: number;
  readonly demo: boolean;
  readonly enforcing: boolean;
  readonly settings: Settings;
  readonly problems: readonly Problem[];
  readonly snapshot: Snapshot | null;
  readonly activityOf: (key: SandboxKey) => Activity | undefined;
  readonly nextOf: (key: SandboxKey) => Next | undefined;
  readonly progressOf: (key: SandboxKey) => Progress | undefined;
  readonly dockerNoteOf: (sandbox: ObservedSandbox) => DockerLogNote | undefined;
  readonly notices: readonly Notice[];
}

/** Joins what was seen, concluded and begun into the one state that all views read. */
export function assembleState(parts: StateParts): AppState {
  const { snapshot, settings } = parts;
  const sandboxes = (snapshot?.sandboxes ?? []).map((one) => sandboxState(one, parts, snapshot)).sort(runningFirst);
  return {
    version: parts.version,
    atMs: snapshot?.atMs ?? 0,
    clockSpeed: parts.clockSpeed,
    demo: parts.demo,
    enforcing: parts.enforcing,
    host: snapshot?.host ?? null,
    runtimes: snapshot?.runtimes ?? [],
    sandboxes,
    memory: memoryTotal(sandboxes, budgetFor(settings, snapshot?.host ?? null)),
    notices: parts.notices,
    problems: parts.problems,
    settings,
  };
}

function sandboxState(
  sandbox: Snapshot['sandboxes'][number],
  parts: StateParts,
  snapshot: Snapshot | null,
): SandboxState {
  const { settings } = parts;
  const capBytes = capFor(settings, sandbox.name);
  const keepAwakeUntilMs = settings.keepAwakeUntilMs[sandbox.key];
  const progress = parts.progressOf(sandbox.key);
  const docker = parts.dockerNoteOf(sandbox);
  const next = progress?.step === 'stopping' ? undefined : parts.nextOf(sandbox.key);
  return {
    ...sandbox,
    activity: parts.activityOf(sandbox.key) ?? unknownActivity,
    fresh: snapshot !== null && isFresh(sandbox, snapshot),
    ...(capBytes !== undefined && { capBytes }),
    ...(keepAwakeUntilMs !== undefined && keepAwakeUntilMs > (snapshot?.atMs ?? 0) && { keepAwakeUntilMs }),
    ...(next && { next }),
    ...(progress && { progress }),
    ...(docker && { docker }),
  };
}

function memoryTotal(sandboxes: readonly SandboxState[], budgetBytes: number | null): MemoryTotal {
  const running = sandboxes.filter((one) => one.status === 'running');
  return {
    usedBytes: running.reduce((sum, one) => sum + (one.usage.memory?.usedBytes ?? 0), 0),
    unknownCount: running.filter((one) => one.usage.memory === null).length,
    budgetBytes,
  };
}

function runningFirst(a: SandboxState, b: SandboxState): number {
  const rank = (one: SandboxState) => (one.status === 'stopped' ? 1 : 0);
  return rank(a) - rank(b) || a.name.localeCompare(b.name) || a.runtime.localeCompare(b.runtime);
}
