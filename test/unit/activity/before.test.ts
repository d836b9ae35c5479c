import { describe, expect, it } from 'vitest';
import { beforeOf, firstBefore } from '../../../main/core/activity/before.ts';
import { noQuiet, quietAfter } from '../../../main/core/activity/quiet.ts';
import { modelAnswerMs, type Before } from '../../../main/core/activity/votes.ts';
import type { Vote } from '../../../main/core/model/activity.ts';
import type { NetworkReading } from '../../../main/core/model/sandbox.ts';
import { aNow, minute, sandboxAt, second, type SandboxPatch } from '../support/cases.ts';

const { wallMs, monotonicMs } = aNow;
const rest = { cpuFraction: 0.02, bytesPerSecond: 9 };

describe('what the second look of a run is compared with', () => {
  const first = (patch: SandboxPatch = {}) => firstBefore(sandboxAt('one', patch), rest);
  const asked = (network: NetworkReading) => first({ usage: { network } }).askedMonotonicMs;
  const requestAt = (modelAtMs: number | null) => ({ kind: 'last-seen', atMs: 1, modelAtMs }) as const;

  it('is the first one, and work: what was running before it was watched', () => {
    expect(
      first({
        usage: { sessions: 2, network: requestAt(null) },
        workspaceChangedAtMs: 3,
        daemonEventAtMs: 4,
        portsUsedAtMs: 5,
      }),
    ).toEqual({
      cpuSays: 'busy',
      network: requestAt(null),
      sessions: 2,
      lookedMonotonicMs: monotonicMs,
      askedMonotonicMs: undefined,
      workspaceChangedAtMs: 3,
      daemonEventAtMs: 4,
      portsUsedAtMs: 5,
      rest,
    });
  });

  it('has no files where they could not be read, and keeps it that there are none', () => {
    expect(first({ workspaceChangedAtMs: 'unknown' }).workspaceChangedAtMs).toBeUndefined();
    expect(first({ workspaceChangedAtMs: null }).workspaceChangedAtMs).toBeNull();
  });

  it('waits for the answer to a request that was made before anybody looked (guards: askedBefore)', () => {
    expect(asked(requestAt(wallMs - 3 * minute))).toBe(monotonicMs - 3 * minute);
    expect(asked(requestAt(wallMs - modelAnswerMs + 1))).toBe(monotonicMs - modelAnswerMs + 1);
    expect(asked(requestAt(wallMs - modelAnswerMs))).toBeUndefined();
    // Another clock than this one: it cannot have been later than now.
    expect(asked(requestAt(wallMs + minute))).toBe(monotonicMs);
  });

  it('waits for nothing where no model was asked, or nobody knows', () => {
    expect(asked(requestAt(null))).toBeUndefined();
    expect(asked({ kind: 'last-seen', atMs: wallMs })).toBeUndefined();
    expect(asked({ kind: 'counter', totalBytes: 1 })).toBeUndefined();
  });
});

describe('what the next look is compared with', () => {
  const quiet = quietAfter(noQuiet, minute, 0.01);
  const known: Before = {
    cpuSays: 'idle',
    network: { kind: 'last-seen', atMs: 1, modelAtMs: 1 },
    sessions: 1,
    lookedMonotonicMs: monotonicMs - 5 * second,
    askedMonotonicMs: monotonicMs - minute,
    workspaceChangedAtMs: 1,
    daemonEventAtMs: 1,
    portsUsedAtMs: 1,
    rest: { cpuFraction: null, bytesPerSecond: null },
  };
  const cpu = (says: Vote['says']): Vote => ({ signal: 'cpu', says, value: 0, threshold: 0 });
  const next = (patch: SandboxPatch, votes: readonly Vote[] = [], isKnown = true) =>
    beforeOf(sandboxAt('one', patch), known, votes, isKnown, rest, quiet);

  it('is what this one read', () => {
    const network = { kind: 'last-seen', atMs: 2, modelAtMs: 1 } as const;
    const votes = [cpu('busy'), { ...cpu('idle'), signal: 'network', lastActiveAtMs: 7 } as const];
    const read = {
      usage: { network, sessions: 0 },
      workspaceChangedAtMs: null,
      daemonEventAtMs: null,
      portsUsedAtMs: 9,
    };
    expect(next(read, votes)).toEqual({
      cpuSays: 'busy',
      network,
      sessions: 0,
      lookedMonotonicMs: monotonicMs,
      askedMonotonicMs: known.askedMonotonicMs,
      workspaceChangedAtMs: null,
      daemonEventAtMs: null,
      portsUsedAtMs: 9,
      rest,
      quiet,
      lastActiveAtMs: { network: 7 },
    });
  });

  it('is what was read before, where this one could not read', () => {
    const unread = { usage: { network: { kind: 'unknown' }, sessions: 'unknown' } } as const;
    const { cpuSays, network, sessions, workspaceChangedAtMs, daemonEventAtMs, portsUsedAtMs } = known;
    const kept = { cpuSays, network, sessions, workspaceChangedAtMs, daemonEventAtMs, portsUsedAtMs };
    expect(next(unread, [cpu('unknown')])).toMatchObject(kept);
    expect(next({ ...unread, workspaceChangedAtMs: 'unknown', portsUsedAtMs: 'unknown' })).toMatchObject(kept);
    // How long ago the last good look was stays as it is, too.
    expect(next(unread, [], false)).toMatchObject({ lookedMonotonicMs: known.lookedMonotonicMs });
  });

  it('is the time of a new request to a model (guards: asksModel)', () => {
    const network = { kind: 'last-seen', atMs: 2, modelAtMs: 2 } as const;
    expect(next({ usage: { network } })).toMatchObject({ askedMonotonicMs: monotonicMs });
  });
});
