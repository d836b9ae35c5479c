import { describe, expect, it } from 'vitest';
import { complaintAbout } from '../../../../renderer/settings/models/check.ts';

const mib = 1024 ** 2;
const day = 86_400_000;

describe('what main would say to a change', () => {
  it.each([
    [{ idleTimeoutMs: 60_000 }],
    [{ idleTimeoutMs: 30 * day }],
    [{ memoryCapBytes: null }],
    [{ memoryCapBytes: 64 * mib }],
    [{ memoryBudgetBytes: 'auto' as const }],
    [{ memoryBudgetBytes: 1024 * mib }],
    [{ theme: 'dark' as const, notifications: { stops: false } }],
  ])('nothing: %j', (patch) => {
    expect(complaintAbout(patch)).toBeNull();
  });

  it.each([
    [{ idleTimeoutMs: 59_999 }, { kind: 'too-small', limit: 60_000 }],
    [{ idleTimeoutMs: 31 * day }, { kind: 'too-large', limit: 30 * day }],
    [{ idleWarningMs: 1_000 }, { kind: 'too-small', limit: 10_000 }],
    [{ memoryCapBytes: mib }, { kind: 'too-small', limit: 64 * mib }],
    // Nothing is below what every amount has to be, too.
    [{ memoryCapBytes: 0 }, { kind: 'too-small', limit: 64 * mib }],
    // One of several things that it may be: the limit is in the one that it nearly is.
    [{ memoryBudgetBytes: mib }, { kind: 'too-small', limit: 64 * mib }],
    [{ memoryCapsByName: { web: mib } }, { kind: 'too-small', limit: 64 * mib }],
    [{ idleTimeoutMs: Number.NaN }, { kind: 'refused' }],
    [{ idleTimeoutMs: 60_000.5 }, { kind: 'refused' }],
    [{ rules: [{ match: { name: '' } }] }, { kind: 'refused' }],
  ])('%j: %j', (patch, complaint) => {
    expect(complaintAbout(patch)).toEqual(complaint);
  });
});
