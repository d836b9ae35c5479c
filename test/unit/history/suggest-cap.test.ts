import { describe, expect, it } from 'vitest';
import { suggestCap } from '../../../main/core/history/suggest-cap.ts';
import { patchSandbox } from '../../../main/core/settings/patch.ts';
import { defaultSettings } from '../../../main/core/settings/schema.ts';

const gib = 1024 ** 3;
const week = 7 * 86_400_000;

describe('the suggested cap', () => {
  it.each([
    [3.1, 4],
    [0.2, 0.5],
    [4, 5],
    [7.9, 10],
  ])('for a peak of %d GB is %d GB', (peak, cap) => {
    expect(suggestCap({ peakBytes: peak * gib, knownMs: week })).toBe(cap * gib);
  });

  it('is none before an hour was watched, and none without a peak', () => {
    expect(suggestCap({ peakBytes: gib, knownMs: 3_599_000 })).toBeNull();
    expect(suggestCap({ peakBytes: null, knownMs: week })).toBeNull();
  });
});

describe('a cap of its own', () => {
  it('goes by the name, stands beside the others, and is taken back by null', () => {
    const one = patchSandbox(defaultSettings, 'sbx/api', { capBytes: 4 * gib });
    const two = patchSandbox(one, 'containers/__proto__', { capBytes: gib });
    expect(Object.entries(two.memory.capsByName)).toEqual([
      ['api', 4 * gib],
      ['__proto__', gib],
    ]);
    expect(patchSandbox(two, 'sbx/api', { capBytes: null }).memory.capsByName['api']).toBeUndefined();
    expect(patchSandbox(one, 'sbx/api', { protected: true }).memory).toEqual(one.memory);
  });
});
