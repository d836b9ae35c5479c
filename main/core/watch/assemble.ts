import type {
  AppState,
  MemoryTotal,
  Progress,
  SandboxState,
  Savings,
  ScheduleView,
  TrialView,
} from '../model/app-state.ts';
import { unknownActivity, type Activity } from '../model/activity.ts';
import type { Next, Notice, Problem, Victim } from '../model/decision.ts';
import type { SandboxKey } from '../model/sandbox.ts';
import { isFresh, type Snapshot } from '../model/snapshot.ts';
import { policyFor } from '../settings/for-sandbox.ts';
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
  /** Wall clock. */
  readonly nowMs: number;
  readonly activityOf: (key: SandboxKey) => Activity | undefined;
  readonly nextOf: (key: SandboxKey) => Next | undefined;
  readonly progressOf: (key: SandboxKey) => Progress | undefined;
  /** How much longer somebody wants it awake, in milliseconds; 0 when nobody does. */
  readonly keptForMs: (key: SandboxKey) => number;
  readonly notices: readonly Notice[];
  readonly victims: readonly Victim[];
  readonly schedules: readonly ScheduleView[];
  readonly savings: Savings;
  readonly trial: TrialView | undefined;
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
  const next = progress?.step === 'stopping' ? undefined : parts.nextOf(sandbox.key);
  return {
    ...sandbox,
    activity: parts.activityOf(sandbox.key) ?? unknownActivity,
    fresh: snapshot !== null && isFresh(sandbox, snapshot),
    ...(capBytes !== undefined && { capBytes }),
    ...(keptForMs > 0 && { keepAwakeUntilMs: parts.nowMs + keptForMs }),
    ...(policyFor(sandbox, settings).protected && { protected: true }),
    ...(next && { next }),
    ...(progress && { progress }),
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
