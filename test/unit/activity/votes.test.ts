import { describe, expect, it } from 'vitest';
import { modelAnswerMs, verdictOf, votesOf, type Before } from '../../../main/core/activity/votes.ts';
import type { Vote } from '../../../main/core/model/activity.ts';
import { timeoutFor } from '../../../main/core/settings/timeout.ts';
import { defaultSettings } from '../../../main/core/settings/schema.ts';
import { observedSandbox } from '../support/observed.ts';

const { idle } = defaultSettings;
const minute = 60_000;
const quiet: Before = { cpuSays: 'idle', network: { kind: 'last-seen', atMs: 0, modelAtMs: null }, sessions: 0 };
type Seen = Parameters<typeof observedSandbox>[0];

/** One look at a sandbox whose network was silent since 0. */
function votes(seen: Seen, before: Partial<Before> = {}): readonly Vote[] {
  const usage = { network: { kind: 'last-seen', atMs: 0, modelAtMs: null }, ...seen?.usage } as const;
  return votesOf(observedSandbox({ observedAtMs: 30 * minute, ...seen, usage }), { ...quiet, ...before }, idle);
}
const verdict = (seen: Seen, before: Partial<Before> = {}) => verdictOf(votes(seen, before));
const vote = (signal: Vote['signal'], seen: Seen, before: Partial<Before> = {}) =>
  votes(seen, before).find((one) => one.signal === signal);

describe('a sandbox that looks idle and is not (reference, section 5.2)', () => {
  it('waits for a long answer of a model: no processor, no files, one open request', () => {
    const network = { kind: 'last-seen', atMs: 1, modelAtMs: 1 } as const;
    const timeoutMs = 4 * minute;
    const askedAgo = (agoMs: number) => {
      const before: Before = { ...quiet, network, askedMonotonicMs: 30 * minute - agoMs };
      return verdictOf(
        votesOf(observedSandbox({ observedMonotonicMs: 30 * minute, usage: { network } }), before, idle, timeoutMs),
      );
    };
    expect(askedAgo(modelAnswerMs - timeoutMs - 1)).toBe('busy');
    expect(askedAgo(modelAnswerMs - timeoutMs)).toBe('idle');
  });

  it('waits for a model while the timeout is longer than any answer: then the timeout itself is the time for it', () => {
    const network = { kind: 'last-seen', atMs: 1, modelAtMs: 1 } as const;
    expect(verdict({ usage: { network } }, { network, askedMonotonicMs: 0 })).toBe('idle');
  });

  it('builds or tests in silence: processor time alone', () => {
    expect(verdict({ cpuFraction: 0.9 })).toBe('busy');
  });

  it('builds with pauses: between the thresholds it stays what it was', () => {
    expect(verdict({ cpuFraction: 0.03 }, { cpuSays: 'busy' })).toBe('busy');
  });

  it('builds a Docker image inside: it fetches layers, also from hosts that sandboxes ask at their start', () => {
    const network = { kind: 'last-seen', atMs: 29 * minute, modelAtMs: null } as const;
    expect(verdict({ usage: { network } })).toBe('busy');
  });

  it('serves a published port: the longer timeout holds', () => {
    const served = observedSandbox({ ports: [{ hostPort: 8080, sandboxPort: 3000 }] });
    expect(verdict({ ports: served.ports ?? [] })).toBe('idle');
    expect(timeoutFor(served, defaultSettings)).toBe(idle.timeoutWithSessionsMs);
    expect(timeoutFor(observedSandbox(), defaultSettings)).toBe(idle.timeoutMs);
  });

  it('has a user who reads its output: attached and silent, the longer timeout holds', () => {
    const read = observedSandbox({ usage: { sessions: 1 } });
    expect(verdict({ usage: { sessions: 1 } }, { sessions: 1 })).toBe('idle');
    expect(timeoutFor(read, defaultSettings)).toBe(idle.timeoutWithSessionsMs);
  });

  it("is steered from elsewhere (--remote-control): it asks the model's host again and again", () => {
    const network = { kind: 'last-seen', atMs: 29 * minute, modelAtMs: 29 * minute } as const;
    const before = { kind: 'last-seen', atMs: 28 * minute, modelAtMs: 28 * minute } as const;
    expect(verdict({ usage: { network } }, { network: before })).toBe('busy');
  });

  it('asks while the clock was set back: its request is dated before the ones that are known', () => {
    const known = { kind: 'last-seen', atMs: 29 * minute, modelAtMs: 29 * minute, rowsMs: 40 * minute } as const;
    expect(verdict({ usage: { network: { ...known, rowsMs: 31 * minute } } }, { network: known })).toBe('busy');
    expect(verdict({ usage: { network: known } }, { network: known })).toBe('idle');
  });

  it('is worked on through its files', () => {
    expect(verdict({ workspaceChangedAtMs: 29 * minute }, { workspaceChangedAtMs: minute })).toBe('busy');
    expect(verdict({ workspaceChangedAtMs: 29 * minute }, { workspaceChangedAtMs: null })).toBe('busy');
  });

  it("had a session that came and went between two looks: the daemon's log knows", () => {
    expect(verdict({ daemonEventAtMs: 29 * minute }, { daemonEventAtMs: null })).toBe('busy');
  });
});

describe('a sandbox that looks busy and is not (reference, section 5.2)', () => {
  it('watches files for changes (npm run dev): a little processor time all the time', () => {
    expect(verdict({ cpuFraction: 0.015 })).toBe('idle');
  });

  it('sends telemetry: the network log without those hosts has not moved', () => {
    expect(vote('network', {})?.says).toBe('idle');
  });

  it('has a copy of its own of the workspace, or none: there is nothing to see, and nothing is concluded', () => {
    expect(vote('workspace', { workspaceChangedAtMs: null }, { workspaceChangedAtMs: null })?.says).toBe('absent');
    expect(verdict({ workspaceChangedAtMs: null }, { workspaceChangedAtMs: null })).toBe('idle');
  });

  it('has files that were changed long ago, by whomever', () => {
    expect(verdict({ workspaceChangedAtMs: minute }, { workspaceChangedAtMs: minute })).toBe('idle');
  });

  it('is looked at by this program: what was not asked has no vote, and an answer that did not change is none', () => {
    const notAsked = { sessions: 'unknown', sessionsAsked: false } as const;
    expect(vote('sessions', { usage: notAsked })?.says).toBe('absent');
    expect(verdict({ usage: notAsked })).toBe('idle');
  });
});

describe('what is not known', () => {
  it.each<[string, Seen]>([
    ['sessions that could not be read', { usage: { sessions: 'unknown' } }],
    ['a network that could not be read', { usage: { network: { kind: 'unknown' } } }],
    ['processor time that could not be read', { cpuFraction: null }],
    ['a disk that does not answer', { workspaceChangedAtMs: 'unknown' }],
  ])('is never idle: %s', (_, seen) => {
    expect(verdict(seen)).toBe('unknown');
  });

  it('is not idle by other votes alone: processor time must have spoken', () => {
    expect(verdictOf([{ signal: 'network', says: 'idle', value: 0, threshold: null }])).toBe('unknown');
  });
});

describe('when a signal was last active', () => {
  it('is the time of the work itself where the signal knows it', () => {
    const network = { kind: 'last-seen', atMs: 28 * minute, modelAtMs: null } as const;
    expect(vote('network', { usage: { network } })?.lastActiveAtMs).toBe(28 * minute);
    expect(vote('workspace', { workspaceChangedAtMs: 27 * minute }, { workspaceChangedAtMs: 1 })?.lastActiveAtMs).toBe(
      27 * minute,
    );
  });

  it('is the time of the look where it does not', () => {
    expect(vote('cpu', { cpuFraction: 0.5 })?.lastActiveAtMs).toBe(30 * minute);
  });

  it('is never later than the look, whatever clock a file has', () => {
    const seen = { workspaceChangedAtMs: 99 * minute };
    expect(vote('workspace', seen, { workspaceChangedAtMs: 1 })?.lastActiveAtMs).toBe(30 * minute);
  });

  it('stays while the signal is silent, and is not known before it ever spoke', () => {
    expect(vote('cpu', {}, { lastActiveAtMs: { cpu: 5 * minute } })?.lastActiveAtMs).toBe(5 * minute);
    expect(vote('cpu', {})?.lastActiveAtMs).toBeNull();
  });
});
