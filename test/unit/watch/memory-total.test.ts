import { describe, expect, it } from 'vitest';
import type { UnattributedProcess } from '../../../main/core/model/snapshot.ts';
import type { Usage } from '../../../main/core/model/sandbox.ts';
import { statusJson } from '../../../main/cli/status-json.ts';
import { assembleState } from '../../../main/core/watch/assemble.ts';
import { observedSandbox } from '../support/observed.ts';
import { gib, settingsWith } from '../support/watched.ts';

const host = { bytes: 2 * gib, source: 'vm-process-pss', atMs: 5 } as const;
const guest = { bytes: gib, source: 'daemon-engine-stats', atMs: 3 } as const;
const known: Partial<Usage> = { memory: { usedBytes: host.bytes, source: host.source, host, guest } };
const lost = (pid: number): UnattributedProcess => ({ runtime: 'sbx', pid, memory: { ...host, bytes: 3 * gib } });

function given(sandboxes: ReturnType<typeof observedSandbox>[], unattributed: readonly UnattributedProcess[] = []) {
  return assembleState({
    version: '0.0.0',
    clockSpeed: 1,
    demo: false,
    shell: 'posix',
    enforcing: true,
    settings: settingsWith({}),
    problems: [],
    snapshot: {
      atMs: 10,
      monotonicMs: 0,
      host: { totalBytes: 16 * gib, availableBytes: 8 * gib },
      runtimes: [{ id: 'sbx', state: 'ready', via: 'socket', apiVersion: '0.28.0' }],
      sandboxes,
      unattributed,
    },
    nowMs: 10,
    activityOf: () => undefined,
    dockerNoteOf: () => undefined,
    keptForMs: () => 0,
    victims: [],
    schedules: [],
    savings: { gbHours: 0, stops: 0, sinceMs: null, horizonHours: 24 },
    trial: undefined,
    nextOf: () => undefined,
    progressOf: () => undefined,
    stopNoteOf: () => undefined,
    notices: [],
    cadence: { inMs: 15_000, reason: 'at-rest' },
  });
}

const one = (name: string, usage: Partial<Usage>, limitBytes?: number) =>
  observedSandbox({
    name,
    key: `sbx/${name}`,
    usage,
    ...(limitBytes !== undefined && { limit: { bytes: limitBytes, source: 'daemon' } }),
  });

describe('the memory of all sandboxes', () => {
  it('is right although one process belongs to nobody that is known', () => {
    const { memory } = given([one('a', known), one('b', {})], [lost(7)]);
    expect(memory).toMatchObject({ usedBytes: 5 * gib, unknownCount: 0, unattributed: [{ pid: 7 }] });
  });

  it('counts a leaked process beside sandboxes that are all known', () => {
    expect(given([one('a', known)], [lost(7)]).memory).toMatchObject({ usedBytes: 5 * gib, unknownCount: 0 });
  });

  it('is at least what is known when a sandbox has no process at all', () => {
    expect(given([one('a', known), one('b', {}), one('c', {})], [lost(7)]).memory).toMatchObject({
      usedBytes: 5 * gib,
      unknownCount: 1,
    });
  });

  it('has the sum of the limits, which may be more than the machine has', () => {
    const { memory } = given([one('a', known, 12 * gib), one('b', known, 12 * gib), one('c', known)]);
    expect(memory.limits).toEqual({ sumBytes: 24 * gib, unknownCount: 1 });
  });
});

describe('status --json', () => {
  const status = statusJson(given([one('a', known, 8 * gib), one('b', {})], [lost(7)]));

  it('has guest and host memory with their sources and times, beside the figure that caps are held against', () => {
    expect(status.sandboxes[0]?.memory).toEqual({ usedBytes: 2 * gib, source: 'vm-process-pss', guest, host });
    expect(status.sandboxes[0]?.limit).toEqual({ bytes: 8 * gib, source: 'daemon' });
    expect(status.sandboxes[1]?.memory).toBeNull();
  });

  it('says who is asked, and when the next look is due and why', () => {
    expect(status.runtimes).toEqual([{ id: 'sbx', state: 'ready', via: 'socket', apiVersion: '0.28.0' }]);
    expect(status.cadence).toEqual({
      intervalMs: 15_000,
      reason: 'at-rest',
      nextLookAt: new Date(15_010).toISOString(),
    });
  });

  it('names what belongs to nobody', () => {
    expect(status.memory.unattributed).toEqual([
      { runtime: 'sbx', pid: 7, bytes: 3 * gib, source: 'vm-process-pss', atMs: 5 },
    ]);
  });
});
