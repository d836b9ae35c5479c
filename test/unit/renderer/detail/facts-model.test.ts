import { describe, expect, it } from 'vitest';
import { wordsFor } from '../../../../main/core/i18n/words.ts';
import type { MemoryUse } from '../../../../main/core/model/sandbox.ts';
import { memoryFacts } from '../../../../renderer/detail/facts-model.ts';
import { mib, nowMs, sandboxState } from '../../support/state.ts';

const en = wordsFor('en');
const minute = 60_000;

const factsOf = (memory: MemoryUse | null, patch = {}) => {
  const one = sandboxState('api');
  return memoryFacts({ ...one, usage: { ...one.usage, memory }, ...patch }, nowMs, en).map(
    ({ name, text }) => `${name}: ${text}`,
  );
};
const guest = { bytes: 300 * mib, source: 'daemon-engine-stats', atMs: nowMs } as const;

describe('memory among the facts', () => {
  it('is what the machine loses beside what is used inside, each with its source', () => {
    expect(factsOf({ usedBytes: 500 * mib, source: 'vm-process-pss', guest })).toEqual([
      'Memory on this machine: 500 MB, share of the VM process in the memory of this machine',
      'Memory in the sandbox: 300 MB, as the sbx daemon counts it, without file cache',
    ]);
  });

  it('is the same where the other one of the two is held against caps', () => {
    const host = { bytes: 900 * mib, source: 'vm-process-footprint', atMs: nowMs } as const;
    expect(factsOf({ usedBytes: 400 * mib, source: 'vm-engine-stats', host })).toEqual([
      'Memory on this machine: 900 MB, footprint of the VM process on this machine',
      'Memory in the sandbox: 400 MB, as the Engine in the microVM counts it, without file cache',
    ]);
  });

  it('is one figure where only one is known, and simply memory where they are not told apart', () => {
    expect(factsOf({ usedBytes: 500 * mib, source: 'vm-process-rss', guest: null })).toHaveLength(1);
    expect(factsOf({ usedBytes: 500 * mib, source: 'engine-stats' })).toEqual([
      'Memory: 500 MB, as the Docker Engine counts it, without file cache',
    ]);
  });

  it('has its age when it is old', () => {
    const old = { ...guest, atMs: nowMs - 5 * minute };
    expect(factsOf({ usedBytes: 500 * mib, source: 'vm-process-rss', guest: old })[1]).toContain(
      '300 MB, 5 min ago, as the sbx daemon',
    );
    expect(
      factsOf({ usedBytes: 500 * mib, source: 'vm-process-rss' }, { observedAtMs: nowMs - 5 * minute })[0],
    ).toContain('500 MB, 5 min ago');
  });

  it('is left out where it is not known, and of one that does not run', () => {
    expect(factsOf(null)).toEqual([]);
    expect(factsOf({ usedBytes: 500 * mib, source: 'vm-process-rss' }, { status: 'stopped' })).toEqual([]);
  });
});
