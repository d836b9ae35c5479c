import type { Activity } from '../../../main/core/model/activity.ts';
import { sandboxKey, type SandboxKey, type Usage } from '../../../main/core/model/sandbox.ts';
import type { HostMemory, ObservedSandbox, Snapshot, UnattributedProcess } from '../../../main/core/model/snapshot.ts';
import type { Now, PolicyCase } from '../../../main/core/policy/case.ts';
import { defaultSettings, type Schedule, type Settings } from '../../../main/core/settings/schema.ts';
import * as v from 'valibot';
import { scheduleSchema, settingsSchema } from '../../../main/core/settings/schema.ts';

export const second = 1_000;
export const minute = 60_000;
export const hour = 60 * minute;
export const day = 24 * hour;
export const gib = 1024 ** 3;
/** A Tuesday morning, in no particular time zone. */
export const startWallMs = Date.parse('2026-11-24T09:00:00Z');
export const aNow: Now = { wallMs: startWallMs, monotonicMs: 10 * day };

export interface SandboxPatch extends Partial<Omit<ObservedSandbox, 'usage'>> {
  readonly memoryBytes?: number | null;
  readonly usage?: Partial<Usage>;
}

/** A running sandbox that was seen at `aNow`. */
export function sandboxAt(name: string, { memoryBytes = gib, usage, ...patch }: SandboxPatch = {}): ObservedSandbox {
  return {
    key: sandboxKey('sbx', name),
    runtime: 'sbx',
    name,
    status: 'running',
    workspaces: [],
    usage: {
      memory: memoryBytes === null ? null : { usedBytes: memoryBytes, source: 'demo' },
      cpuTimeMs: 0,
      network: { kind: 'absent' },
      sessions: 0,
      countedId: name,
      ...usage,
    },
    cpuFraction: 0,
    networkBytesPerSecond: null,
    observedAtMs: aNow.wallMs,
    observedMonotonicMs: aNow.monotonicMs,
    ...patch,
  };
}

/** A look at a moment that saw all of these. */
export function lookAt(
  now: Now,
  sandboxes: readonly ObservedSandbox[],
  rest: Partial<Pick<Snapshot, 'host' | 'runtimes' | 'unattributed'>> = {},
): Snapshot {
  return {
    atMs: now.wallMs,
    monotonicMs: now.monotonicMs,
    host: null,
    runtimes: [{ id: 'sbx', state: 'ready' }],
    sandboxes: sandboxes.map((one) => ({ ...one, observedAtMs: now.wallMs, observedMonotonicMs: now.monotonicMs })),
    ...rest,
  };
}

export const idleFor = (idleForMs: number): Activity => ({ state: 'idle', idleForMs, votes: [] });
export const busy: Activity = { state: 'busy', idleForMs: 0, votes: [] };

/** A sandbox that has been idle for an hour, and nothing else. */
export function caseOf(patch: Partial<PolicyCase> = {}): PolicyCase {
  const sandbox = patch.sandbox ?? sandboxAt('one');
  return {
    sandbox,
    activity: idleFor(hour),
    snapshot: { ...lookAt(aNow, []), sandboxes: [sandbox] },
    keptForMs: 0,
    schedules: [],
    ...patch,
  };
}

export function settingsOf(patch: unknown = {}): Settings {
  return v.parse(settingsSchema, patch);
}

export function scheduleOf(patch: Partial<Schedule> = {}): Schedule {
  return v.parse(scheduleSchema, { id: 'evening', cron: '0 19 * * 1-5', action: 'stop-idle', ...patch });
}

export const later = (now: Now, ms: number): Now => ({
  wallMs: now.wallMs + ms,
  monotonicMs: now.monotonicMs + ms,
});

/** A VM process that belongs to no sandbox that is known. */
export const strayOf = (bytes: number, pid = 7): UnattributedProcess => ({
  runtime: 'sbx',
  pid,
  memory: { bytes, source: 'vm-process-rss', atMs: startWallMs },
});
export const keyOf = (name: string): SandboxKey => sandboxKey('sbx', name);
export const hostWith = (level: NonNullable<HostMemory['pressure']>['level']): HostMemory => ({
  totalBytes: 16 * gib,
  availableBytes: gib,
  pressure: { level, source: 'linux-psi', atMs: startWallMs },
});
export { defaultSettings };
