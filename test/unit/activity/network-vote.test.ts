import { describe, expect, it } from 'vitest';
import {
  asksModel,
  isNewRequest,
  lastActiveOf,
  modelAnswerMs,
  restBytes,
  votesOf,
  type Before,
} from '../../../main/core/activity/votes.ts';
import type { NetworkReading } from '../../../main/core/model/sandbox.ts';
import { aNow, minute, sandboxAt, second, settingsOf, type SandboxPatch } from '../support/cases.ts';

const { idle } = settingsOf();
const { wallMs, monotonicMs } = aNow;
const before: Before = {
  cpuSays: 'idle',
  network: { kind: 'absent' },
  sessions: 0,
  lookedMonotonicMs: monotonicMs - minute,
};
const counter = (totalBytes: number): NetworkReading => ({ kind: 'counter', totalBytes });
const requests = (atMs: number | null, modelAtMs: number | null = null, rowsMs = 0) =>
  ({ kind: 'last-seen', atMs, modelAtMs, rowsMs }) as const;

function networkVote(patch: SandboxPatch, earlier: Partial<Before>, timeoutMs = idle.timeoutMs) {
  const votes = votesOf(sandboxAt('one', patch), { ...before, ...earlier }, idle, timeoutMs);
  return votes.find(({ signal }) => signal === 'network');
}

describe('bytes that went in one burst', () => {
  const seen = (bytes: number, earlier: Partial<Before> = { network: counter(1_000) }) =>
    networkVote({ usage: { network: counter(1_000 + bytes) }, networkBytesPerSecond: 100 }, earlier)?.says;

  it('are work when they would be within four and a half seconds, however long the look was (guards: burstSeconds)', () => {
    expect(seen(4_608)).toBe('idle');
    expect(seen(4_609)).toBe('busy');
  });

  it('are those above what goes at rest (guards: restBytes)', () => {
    const known = { network: counter(1_000), rest: { cpuFraction: null, bytesPerSecond: 50 } };
    expect(seen(3_000 + 4_608, known)).toBe('idle');
    expect(seen(3_000 + 4_609, known)).toBe('busy');
    const sandbox = sandboxAt('one');
    expect(restBytes(sandbox, { ...before, ...known })).toBe(3_000);
    expect(restBytes(sandbox, { ...before, ...known, lookedMonotonicMs: undefined })).toBe(0);
    expect(restBytes(sandbox, before)).toBe(0);
  });

  it('are not known where nothing was counted before', () => {
    expect(seen(90_000, { network: { kind: 'unknown' } })).toBe('idle');
  });
});

describe('a request', () => {
  it('is new when it has another time or another number (guards: isNewRequest)', () => {
    expect(isNewRequest(requests(1), requests(1))).toBe(false);
    expect(isNewRequest(requests(2), requests(1))).toBe(true);
    expect(isNewRequest(requests(1, null, 5), requests(1, null, 6))).toBe(true);
  });

  it('asks a model when the newest one to a model is another than before (guards: asksModel)', () => {
    expect(asksModel(requests(2, 2), requests(1, 1))).toBe(true);
    expect(asksModel(requests(2, 1), requests(1, 1))).toBe(false);
    expect(asksModel(requests(2, null), requests(1, 1))).toBe(false);
    expect(asksModel(requests(2, 2), { kind: 'unknown' })).toBe(true);
    expect(asksModel(counter(2), counter(1))).toBe(false);
    expect(asksModel({ kind: 'last-seen', atMs: 1 }, { kind: 'last-seen', atMs: 1 })).toBe(false);
  });

  it('is waited on for as long as an answer takes beyond the timeout, and says so (guards: answerMs)', () => {
    const network = requests(wallMs - 20 * second, 1);
    const vote = (agoMs: number | undefined, timeoutMs: number) =>
      networkVote(
        { usage: { network } },
        { network, askedMonotonicMs: agoMs === undefined ? undefined : monotonicMs - agoMs },
        timeoutMs,
      );
    const timeoutMs = 4 * minute;
    const answerMs = modelAnswerMs - timeoutMs;
    expect(vote(answerMs - 1, timeoutMs)).toMatchObject({
      says: 'busy',
      value: 20 * second,
      threshold: answerMs,
      lastActiveAtMs: wallMs - 20 * second,
    });
    expect(vote(answerMs, timeoutMs)).toMatchObject({ says: 'idle', value: 20 * second, threshold: null });
    expect(vote(undefined, timeoutMs)?.says).toBe('idle');
    expect(vote(0, modelAnswerMs)?.says).toBe('idle');
    expect(vote(0, modelAnswerMs - 1)?.says).toBe('busy');
    expect(vote(0, 2 * modelAnswerMs)?.says).toBe('idle');
  });
});

describe('when a signal was last active', () => {
  it('is never taken back by a file with an older date (guards: withLastActive)', () => {
    const change = (knownMs: number) =>
      votesOf(
        sandboxAt('one', { workspaceChangedAtMs: wallMs - 3 * minute }),
        { ...before, workspaceChangedAtMs: 1, lastActiveAtMs: { workspace: knownMs } },
        idle,
      ).find(({ signal }) => signal === 'workspace');
    expect(change(wallMs - minute)).toMatchObject({ says: 'busy', lastActiveAtMs: wallMs - minute });
    expect(change(wallMs - 5 * minute)).toMatchObject({ says: 'busy', lastActiveAtMs: wallMs - 3 * minute });
  });

  it('is remembered of every signal that ever was (guards: lastActiveOf)', () => {
    const vote = { says: 'idle', value: null, threshold: null } as const;
    expect(
      lastActiveOf([
        { ...vote, signal: 'cpu', lastActiveAtMs: 0 },
        { ...vote, signal: 'network', lastActiveAtMs: null },
        { ...vote, signal: 'daemon' },
      ]),
    ).toEqual({ cpu: 0 });
  });
});

describe('the votes of files and of the daemon', () => {
  const says = (signal: 'workspace' | 'daemon', now: number | null | 'unknown', known?: number | null) => {
    const name = signal === 'workspace' ? 'workspaceChangedAtMs' : 'daemonEventAtMs';
    const votes = votesOf(sandboxAt('one', { [name]: now }), { ...before, [name]: known }, idle);
    return votes.find((vote) => vote.signal === signal);
  };

  it.each(['workspace', 'daemon'] as const)(
    'say what changed since the look before: %s (guards: changeVote)',
    (name) => {
      expect(says(name, 5, 4)).toMatchObject({ says: 'busy', value: 5, threshold: null, lastActiveAtMs: 5 });
      expect(says(name, 5, 5)).toMatchObject({ says: 'idle', value: 5, threshold: null });
      expect(says(name, 5, null)).toMatchObject({ says: 'busy' });
      expect(says(name, null, 5)).toMatchObject({ says: 'busy', value: null, lastActiveAtMs: wallMs });
      expect(says(name, 5)).toMatchObject({ says: 'idle' });
      expect(says(name, null)).toMatchObject({ says: 'absent' });
      expect(says(name, null, null)).toMatchObject({ says: 'absent' });
      expect(says(name, 'unknown', 5)).toMatchObject({ says: 'unknown', value: null });
    },
  );

  it('of ports say whether somebody has called since the look before, and are there before anybody has (guards: changeVote)', () => {
    const ports = (now: number | null | 'unknown', known?: number | null) =>
      votesOf(sandboxAt('one', { portsUsedAtMs: now }), { ...before, portsUsedAtMs: known }, idle).find(
        ({ signal }) => signal === 'ports',
      );
    expect(ports(wallMs, null)).toMatchObject({ says: 'busy', value: wallMs, lastActiveAtMs: wallMs });
    expect(ports(5, 4)).toMatchObject({ says: 'busy' });
    expect(ports(5, 5)).toMatchObject({ says: 'idle', value: 5 });
    expect(ports(5)).toMatchObject({ says: 'busy' });
    expect(ports(null)).toMatchObject({ says: 'idle', value: null });
    expect(ports(null, null)).toMatchObject({ says: 'idle' });
    expect(ports('unknown', 5)).toMatchObject({ says: 'unknown', value: null });
  });

  it('are none where there is no such thing', () => {
    expect(votesOf(sandboxAt('one'), before, idle).map(({ signal }) => signal)).toEqual(['cpu', 'network', 'sessions']);
  });
});
