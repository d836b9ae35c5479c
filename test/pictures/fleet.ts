import type { SandboxState } from '../../main/core/model/app-state.ts';
import type { Vote } from '../../main/core/model/activity.ts';
import { gib, mib, sceneAtMs } from './scene.ts';

const minute = 60_000;

/** A sandbox of a picture: busy, seen just now, with everything known. */
export function sandbox(name: string, patch: Partial<SandboxState> = {}): SandboxState {
  return {
    key: `sbx/${name}`,
    runtime: 'sbx',
    name,
    status: 'running',
    id: `id-${name}`,
    agent: 'claude',
    workspaces: [`/home/ann/code/${name}`],
    branch: 'main',
    startedAtMs: sceneAtMs - 3 * 60 * minute,
    limit: { bytes: 8 * gib, source: 'daemon' },
    usage: {
      memory: {
        usedBytes: 1_900 * mib,
        source: 'vm-process-pss',
        guest: { bytes: 1_200 * mib, source: 'daemon-engine-stats', atMs: sceneAtMs },
      },
      cpuTimeMs: 60_000,
      network: { kind: 'last-seen', atMs: sceneAtMs - minute },
      sessions: 1,
      sessionsAtMs: sceneAtMs,
    },
    cpuFraction: 0.64,
    networkBytesPerSecond: null,
    observedAtMs: sceneAtMs,
    observedMonotonicMs: 0,
    activity: {
      state: 'busy',
      idleForMs: 0,
      votes: [vote('cpu', 'busy', 0.64, 0.05), vote('sessions', 'idle', 1, null)],
    },
    fresh: true,
    ...patch,
  };
}

export function idle(name: string, idleForMs: number, patch: Partial<SandboxState> = {}): SandboxState {
  const one = sandbox(name, patch);
  const because = { code: 'idle', timeoutMs: 30 * minute, sessions: 'none' } as const;
  return {
    ...one,
    usage: { ...one.usage, sessions: 0 },
    cpuFraction: 0.004,
    activity: {
      state: 'idle',
      idleForMs,
      votes: [
        vote('cpu', 'idle', 0.004, 0.02),
        vote('network', 'idle', idleForMs, null),
        vote('sessions', 'idle', 0, null),
      ],
    },
    next: { action: 'warn', rule: 'idle', atMs: sceneAtMs + 30 * minute - idleForMs, because },
    ...patch,
  };
}

/** Idle for its whole timeout, and told that it will be stopped. */
export function warned(name: string): SandboxState {
  const because = { code: 'idle', timeoutMs: 30 * minute, sessions: 'none' } as const;
  const stopAtMs = sceneAtMs + 104_000;
  return idle(name, 30 * minute, {
    next: { action: 'stop', rule: 'idle', atMs: stopAtMs, because },
    progress: { step: 'warned', sinceMs: sceneAtMs - 16_000, stopAtMs },
  });
}

/** One that runs, and of which nothing could be read. */
export function unread(name: string): SandboxState {
  return sandbox(name, {
    usage: { memory: null, cpuTimeMs: null, network: { kind: 'unknown' }, sessions: 'unknown' },
    cpuFraction: null,
    activity: {
      state: 'unknown',
      idleForMs: 0,
      votes: [{ signal: 'cpu', says: 'unknown', value: null, threshold: null }],
    },
  });
}

export function stopped(name: string, patch: Partial<SandboxState> = {}): SandboxState {
  return sandbox(name, {
    status: 'stopped',
    cpuFraction: null,
    activity: { state: 'unknown', idleForMs: 0, votes: [] },
    ...patch,
  });
}

/** As many as somebody with scripts has: of every kind, in a fixed order. */
export function many(count: number): readonly SandboxState[] {
  return Array.from({ length: count }, (_, index) => {
    const name = `${words[index % words.length] ?? 'box'}-${String(index + 1).padStart(3, '0')}`;
    return index % 3 === 0 ? sandbox(name) : idle(name, (index % 28) * minute);
  });
}

const words = ['api', 'web', 'docs', 'infra', 'mobile', 'data', 'search'];

function vote(signal: Vote['signal'], says: Vote['says'], value: number | null, threshold: number | null): Vote {
  return { signal, says, value, threshold, lastActiveAtMs: says === 'busy' ? sceneAtMs : sceneAtMs - 12 * minute };
}

export const large = sandbox('api', {
  capBytes: 4 * gib,
  usage: {
    ...sandbox('api').usage,
    memory: { usedBytes: 5.2 * gib, source: 'vm-process-pss' },
  },
});

export const everyday = [
  sandbox('api', { ports: [{ hostPort: 3000, sandboxPort: 3000 }] }),
  idle('docs-site', 12 * minute),
  stopped('old-demo'),
];

/** A port of it is published, and a page of it was opened a while ago: it may be idle for as long as one with a session. */
export const served = (one: SandboxState): SandboxState => ({
  ...one,
  ...(one.next && { next: { ...one.next, atMs: sceneAtMs + 120 * minute - one.activity.idleForMs } }),
  ports: [{ hostPort: 3000, sandboxPort: 3000 }],
  activity: {
    ...one.activity,
    votes: [...one.activity.votes, { signal: 'ports', says: 'idle', value: sceneAtMs - 14 * minute, threshold: null }],
  },
});
