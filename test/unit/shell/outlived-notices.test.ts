import { expect, it } from 'vitest';
import type { SandboxState } from '../../../main/core/model/app-state.ts';
import { outlivedNotices } from '../../../main/shell/outlived-notices.ts';
import { sandboxState } from '../support/state.ts';

const wasStopped = { id: 'sandbox:sbx/api', sandboxKey: 'sbx/api', until: 'running' } as const;
const notStopped = { ...wasStopped, until: 'stopped' } as const;
const api = (patch: Partial<SandboxState>) => [sandboxState('web'), sandboxState('api', patch)];
const back = [{ kind: 'withdraw', id: 'sandbox:sbx/api' }];

it('"was stopped" is taken back when it runs again, and not while it only starts', () => {
  expect(outlivedNotices([wasStopped], api({ status: 'running' }))).toEqual(back);
  expect(outlivedNotices([wasStopped], api({ status: 'stopped' }))).toEqual([]);
  expect(outlivedNotices([wasStopped], api({ status: 'starting' }))).toEqual([]);
});

it('"could not be stopped" is taken back when it is stopped after all', () => {
  expect(outlivedNotices([notStopped], api({ status: 'stopped' }))).toEqual(back);
  expect(outlivedNotices([notStopped], api({ status: 'running' }))).toEqual([]);
  expect(outlivedNotices([notStopped], api({ status: 'stopping' }))).toEqual([]);
});

it('a sandbox that is gone runs no more; that it was stopped stays true', () => {
  const others = [sandboxState('web')];
  expect(outlivedNotices([notStopped], others)).toEqual(back);
  expect(outlivedNotices([wasStopped], others)).toEqual([]);
});

it('what was not seen in the last look ends nothing', () => {
  expect(outlivedNotices([wasStopped], api({ status: 'running', fresh: false }))).toEqual([]);
  expect(outlivedNotices([notStopped], api({ status: 'stopped', fresh: false }))).toEqual([]);
});

it('any other notification of the sandbox stays: a warning, a notice', () => {
  expect(outlivedNotices([{ id: 'sandbox:sbx/api', sandboxKey: 'sbx/api' }], api({ status: 'running' }))).toEqual([]);
});
