import type {
  AppState,
  MemoryTotal,
  Progress,
  SandboxState,
  Savings,
  ScheduleView,
  StopNote,
  TrialView,
} from '../model/app-state.ts';
import { unknownActivity, type Activity } from '../model/activity.ts';
import type { Next, Notice, Problem, Victim } from '../model/decision.ts';
import type { DockerLogNote } from '../model/docker-log.ts';
import type { ShellFamily } from '../model/run-command.ts';
import { memorySum, sumOf } from '../model/memory-sum.ts';
import type { SandboxKey } from '../model/sandbox.ts';
import { isFresh, type ObservedSandbox, type Snapshot, type UnattributedProcess } from '../model/snapshot.ts';
import { policyFor } from '../settings/for-sandbox.ts';
import { budgetFor, capFor } from '../settings/limits.ts';
import type { Settings } from '../settings/schema.ts';
import type { Cadence } from './cadence.ts';

export interface StateParts {
  readonly version: string;
  readonly clockSpeed: number;
  readonly demo: boolean;
  readonly shell: ShellFamily;
  readonly enforcing: boolean;
  readonly settings: Settings;
  readonly problems: readonly Problem[];
  readonly snapshot: Snapshot | null;
  /** Wall clock. */
  readonly nowMs: number;
  readonly activityOf: (key: SandboxKey) => Activity | undefined;
  readonly nextOf: (key: SandboxKey) => Next | undefined;
  readonly progressOf: (key: SandboxKey) => Progress | undefined;
  readonly stopNoteOf: (key: SandboxKey) => StopNote | undefined;
  readonly dockerNoteOf: (sandbox: ObservedSandbox) => DockerLogNote | undefined;
  /** How much longer somebody wants it awake, in milliseconds; 0 when nobody does. */
  readonly keptForMs: (key: SandboxKey) => number;
  readonly notices: readonly Notice[];
  readonly victims: readonly Victim[];
  readonly schedules: readonly ScheduleView[];
  readonly savings: Savings;
  readonly trial: TrialView | undefined;
  readonly cadence: Cadence;
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
    shell: parts.shell,
    enforcing: parts.enforcing,
    host: snapshot?.host ?? null,
    runtimes: snapshot?.runtimes ?? [],
    sandboxes,
    memory: memoryTotal(sandboxes, snapshot?.unattributed ?? [], budgetFor(settings, snapshot?.host ?? null)),
    notices: parts.notices,
    cadence: {
      intervalMs: parts.cadence.inMs,
      nextLookAtMs: snapshot === null ? null : snapshot.atMs + parts.cadence.inMs,
      reason: parts.cadence.reason,
    },
    problems: parts.problems,
    victims: parts.victims,
    schedules: parts.schedules,
    savings: parts.savings,
    ...(parts.trial && { trial: parts.trial }),
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
  const keptForMs = parts.keptForMs(sandbox.key);
  const progress = parts.progressOf(sandbox.key);
  const stopNote = sandbox.status === 'stopped' ? parts.stopNoteOf(sandbox.key) : undefined;
  const docker = parts.dockerNoteOf(sandbox);
  const next = progress?.step === 'stopping' ? undefined : parts.nextOf(sandbox.key);
  return {
    ...sandbox,
    activity: parts.activityOf(sandbox.key) ?? unknownActivity,
    fresh: snapshot !== null && (isFresh(sandbox, snapshot) || isBlip(sandbox, snapshot)),
    ...(capBytes !== undefined && { capBytes }),
    ...(keptForMs > 0 && { keepAwakeUntilMs: parts.nowMs + keptForMs }),
    ...(policyFor(sandbox, settings).protected && { protected: true }),
    ...(next && { next }),
    ...(progress && { progress }),
    ...(stopNote && { stopNote }),
    ...(docker && { docker }),
  };
}

/** Its runtime failed once, which is not shown yet. */
function isBlip(sandbox: Snapshot['sandboxes'][number], snapshot: Snapshot): boolean {
  return snapshot.runtimes.some((one) => one.id === sandbox.runtime && one.blip === true);
}

function memoryTotal(
  sandboxes: readonly SandboxState[],
  unattributed: readonly UnattributedProcess[],
  budgetBytes: number | null,
): MemoryTotal {
  const running = sandboxes.filter((one) => one.status === 'running');
  const limited = running.filter((one) => one.limit !== undefined);
  const { usedBytes, unknownCount } = memorySum(running, unattributed);
  return {
    usedBytes,
    unknownCount,
    budgetBytes,
    unattributed,
    limits: {
      sumBytes: sumOf(limited.map((one) => one.limit?.bytes ?? 0)),
      unknownCount: running.length - limited.length,
    },
  };
}

function runningFirst(a: SandboxState, b: SandboxState): number {
  const rank = (one: SandboxState) => (one.status === 'stopped' ? 1 : 0);
  return rank(a) - rank(b) || a.name.localeCompare(b.name) || a.runtime.localeCompare(b.runtime);
}
