import { describe, expect, it } from 'vitest';
import type { RuntimeState } from '../../../main/core/model/runtime.ts';
import { testedRuntime } from '../../../main/core/model/runtime-test.ts';
import { inEnglish } from '../../support/said.ts';
import { appState, sandboxState } from '../support/state.ts';

const two = [sandboxState('api'), sandboxState('old', { status: 'stopped' })];

function said(runtime: RuntimeState, sandboxes = two): string {
  const result = testedRuntime(appState(sandboxes, { runtimes: [runtime] }), runtime.id);
  return result.ok && result.said ? inEnglish(result.said) : 'nothing';
}

describe('the test of a runtime', () => {
  it('says that it answered, and with what; what another one runs is not counted', () => {
    expect(said({ id: 'sbx', state: 'ready' })).toBe('Tested: it answers. It has 2 sandboxes; one runs.');
    expect(said({ id: 'sbx', state: 'ready' }, [])).toBe('Tested: it answers. It has no sandbox.');
    expect(said({ id: 'containers', state: 'ready' })).toBe('Tested: it answers. It has no sandbox.');
  });

  it('counts what it listed now, and takes what is not known to be stopped for running', () => {
    const odd = sandboxState('odd', { status: 'unknown' });
    const left = sandboxState('left', { fresh: false });
    expect(said({ id: 'sbx', state: 'ready' }, [odd, left])).toBe('Tested: it answers. It has one sandbox; one runs.');
  });

  it('does not call an answer what is only shown as it was before', () => {
    expect(said({ id: 'sbx', state: 'ready', blip: true })).toContain('it did not answer this time');
  });

  it('says what is wrong otherwise', () => {
    expect(said({ id: 'sbx', state: 'signed-out' })).toBe('Tested: Not signed in to Docker.');
    expect(said({ id: 'docker-sandbox', state: 'plugin-missing' })).toBe('Tested: docker has no sandbox command.');
  });

  it('fails where there is no such runtime', () => {
    expect(testedRuntime(appState(two), 'demo')).toMatchObject({ ok: false });
  });
});
