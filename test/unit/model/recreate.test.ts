import { describe, expect, it } from 'vitest';
import { recreationOf as recreationFor } from '../../../main/core/model/recreate.ts';
import { mib, sandboxState } from '../support/state.ts';

const gib = 1024 * mib;
const limit = (bytes: number) => ({ bytes, source: 'daemon' as const });
const recreationOf = (one: Parameters<typeof recreationFor>[0]) => recreationFor(one, 'posix');
const capped = (patch: Parameters<typeof sandboxState>[1] = {}) =>
  sandboxState('api', { agent: 'claude', capBytes: 4 * gib, limit: limit(8 * gib), ...patch });

describe('another memory limit', () => {
  it('is got by making it anew, in commands that a person runs', () => {
    expect(recreationOf(capped({ name: "a'b", workspaces: ['/home/ann/my api', '/data'] }))).toEqual({
      kind: 'steps',
      limitBytes: 8 * gib,
      wantedBytes: 4 * gib,
      commands: {
        stop: `sbx stop 'a'\\''b'`,
        remove: `sbx rm 'a'\\''b'`,
        create: `sbx run --name 'a'\\''b' --memory 4096m claude '/home/ann/my api' /data`,
      },
    });
  });

  it('is written for the shells of Windows there, and is not told where nothing is safe in them', () => {
    const one = capped({ workspaces: ['C:\\Users\\Ann Lee\\api', 'D:\\data'] });
    expect(recreationFor(one, 'windows')).toMatchObject({
      commands: { create: 'sbx run --name api --memory 4096m claude "C:\\Users\\Ann Lee\\api" D:\\data' },
    });
    const unsafe = capped({ workspaces: ['C:\\%TEMP%'] });
    expect(recreationFor(unsafe, 'windows')).toEqual({ kind: 'not-known', because: 'not-told' });
  });

  it('is there when the limit is the cap, or nearly', () => {
    expect(recreationOf(capped({ limit: limit(4 * gib) }))).toMatchObject({ kind: 'fits' });
    expect(recreationOf(capped({ limit: limit(3.95 * gib) }))).toMatchObject({ kind: 'fits' });
    expect(recreationOf(capped({ limit: limit(4.5 * gib) }))).toMatchObject({ kind: 'steps' });
  });

  it('is no matter without a cap, with a lower limit, or where none is told and it is below its cap', () => {
    const untold = sandboxState('api', { agent: 'claude', capBytes: 4 * gib });
    const uncapped = sandboxState('api', { agent: 'claude', limit: limit(8 * gib) });
    expect([uncapped, capped({ limit: limit(2 * gib) }), untold].map(recreationOf)).toEqual([null, null, null]);
    const used = { ...untold.usage, memory: { usedBytes: 5 * gib, source: 'demo' as const } };
    expect(recreationOf({ ...untold, usage: used })).toMatchObject({ kind: 'steps', limitBytes: null });
  });

  it.each([
    ['runtime', { runtime: 'docker-sandbox' }],
    ['runtime', { runtime: 'containers' }],
    ['amount', { capBytes: 256 * mib }],
    ['amount', { capBytes: 64 * gib, limit: limit(80 * gib) }],
    ['not-told', { workspaces: [] }],
    ['not-told', { name: '--all' }],
    ['not-told', { agent: '-d' }],
  ] as const)('is not known how, because of the %s: %j', (because, patch) => {
    expect(recreationOf(capped(patch as Parameters<typeof sandboxState>[1]))).toEqual({ kind: 'not-known', because });
  });
});
