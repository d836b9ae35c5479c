import type { AppState, SandboxState } from '../../../../main/core/model/app-state.ts';
import { sandboxKey, type SandboxKey } from '../../../../main/core/model/sandbox.ts';
import { quietState } from '../../../support/quiet-state.ts';

const gib = 1024 ** 3;
export const lookEveryMs = 15_000;

export const keyOf = (index: number): SandboxKey => sandboxKey('sbx', `box-${index}`);

/** What sandbox `index` holds at a moment: the same for a whole minute, so that every thinner slot can be reckoned anew. */
export function bytesAt(index: number, atMs: number): number {
  const minute = Math.floor(atMs / 60_000);
  return ((minute * 7 + index * 13) % 64) * 2 ** 24 + gib;
}

/** The state after a look at a fleet whose past can be told from the clock alone. The look ends a minute's fourth part. */
export function stateAt(count: number, atMs: number): AppState {
  const sandboxes = Array.from({ length: count }, (_, index): SandboxState => {
    const key = keyOf(index);
    return {
      key,
      runtime: 'sbx',
      name: key.slice(4),
      status: 'running',
      workspaces: [],
      // What was seen speaks for the time before it.
      usage: {
        memory: { usedBytes: bytesAt(index, atMs - 1), source: 'vm-process-rss' },
        cpuTimeMs: 0,
        network: { kind: 'absent' },
        sessions: 0,
      },
      cpuFraction: 0.25,
      networkBytesPerSecond: null,
      observedAtMs: atMs,
      observedMonotonicMs: atMs,
      activity: { state: 'busy', idleForMs: 0, votes: [] },
      fresh: true,
    };
  });
  return quietState({
    atMs,
    host: null,
    runtimes: [{ id: 'sbx', state: 'ready' }],
    sandboxes,
    memory: {
      usedBytes: sandboxes.reduce((sum, one) => sum + (one.usage.memory?.usedBytes ?? 0), 0),
      unknownCount: 0,
      budgetBytes: null,
      unattributed: [],
      limits: { sumBytes: 0, unknownCount: count },
    },
    cadence: { intervalMs: lookEveryMs, nextLookAtMs: atMs + lookEveryMs, reason: 'at-rest' },
  });
}
