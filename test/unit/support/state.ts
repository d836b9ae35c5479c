import type { AppState, SandboxState } from '../../../main/core/model/app-state.ts';
import { unknownActivity } from '../../../main/core/model/activity.ts';
import type { Notice } from '../../../main/core/model/decision.ts';
import { sandboxKey } from '../../../main/core/model/sandbox.ts';
import { quietState } from '../../support/quiet-state.ts';

export const nowMs = Date.parse('2026-11-24T10:00:00Z');
export const mib = 1024 * 1024;

/** A sandbox of a state, as a view gets it: running, busy, fresh, 500 MB. */
export function sandboxState(name: string, patch: Partial<SandboxState> = {}): SandboxState {
  return {
    key: sandboxKey('sbx', name),
    runtime: 'sbx',
    name,
    status: 'running',
    workspaces: [`/home/user/${name}`],
    usage: {
      memory: { usedBytes: 500 * mib, source: 'vm-process-rss' },
      cpuTimeMs: 0,
      network: { kind: 'absent' },
      sessions: 1,
    },
    cpuFraction: 0.12,
    networkBytesPerSecond: null,
    observedAtMs: nowMs,
    observedMonotonicMs: 0,
    activity: {
      state: 'busy',
      idleForMs: 0,
      votes: [{ signal: 'cpu', says: 'busy', value: 0.12, threshold: 0.05 }],
    },
    fresh: true,
    ...patch,
  };
}

export function appState(sandboxes: readonly SandboxState[], patch: Partial<AppState> = {}): AppState {
  const running = sandboxes.filter((one) => one.status === 'running');
  return {
    ...quietState({
      atMs: nowMs,
      host: { totalBytes: 16 * 1024 * mib, availableBytes: 8 * 1024 * mib },
      runtimes: [{ id: 'sbx', state: 'ready' }],
      sandboxes,
      memory: {
        usedBytes: running.reduce((sum, one) => sum + (one.usage.memory?.usedBytes ?? 0), 0),
        unknownCount: running.filter((one) => one.usage.memory === null).length,
        budgetBytes: null,
        unattributed: [],
        limits: { sumBytes: 0, unknownCount: running.length },
      },
      cadence: { intervalMs: 15_000, nextLookAtMs: nowMs + 15_000, reason: 'at-rest' },
    }),
    ...patch,
  };
}

export const unknown = unknownActivity;

export function capNotice(name: string): Notice {
  return {
    id: `cap:sbx/${name}`,
    rule: 'cap',
    sandboxKey: sandboxKey('sbx', name),
    sandboxName: name,
    usedBytes: 3 * 1024 * mib,
    limitBytes: 2 * 1024 * mib,
    offers: [],
    nothingToStop: false,
    sandboxBytes: 3 * 1024 * mib,
    sinceMs: nowMs - 30_000,
  };
}
