import { describe, expect, it } from 'vitest';
import { Sampler } from '../../../main/core/history/sampler.ts';
import type { AppState, SandboxState } from '../../../main/core/model/app-state.ts';
import { appState, mib, nowMs, sandboxState } from '../support/state.ts';

const at = (seconds: number, patch: Partial<SandboxState> = {}): SandboxState =>
  sandboxState('api', { observedAtMs: nowMs + seconds * 1_000, observedMonotonicMs: seconds * 1_000, ...patch });
const look = (seconds: number, sandboxes: readonly SandboxState[], patch: Partial<AppState> = {}): AppState =>
  appState(sandboxes, { atMs: nowMs + seconds * 1_000, ...patch });

/** From and to in seconds, and the figures, of one sandbox or of all together. */
function spansOf(states: readonly AppState[], key: string | null) {
  const sampler = new Sampler();
  return states
    .flatMap((state) => sampler.take(state))
    .filter((sample) => sample.key === key)
    .map(({ span }) => [
      (span.fromMs - nowMs) / 1_000,
      (span.toMs - nowMs) / 1_000,
      span.memoryBytes === null ? null : span.memoryBytes / mib,
      span.cpuFraction,
    ]);
}

describe('a sample', () => {
  it('speaks for the time since the look before', () => {
    const states = [look(0, [at(0)]), look(15, [at(15)]), look(20, [at(20)])];
    expect(spansOf(states, 'sbx/api')).toEqual([
      [-1, 0, 500, 0.12],
      [0, 15, 500, 0.12],
      [15, 20, 500, 0.12],
    ]);
  });

  it('is taken once for a look, however many states come from it', () => {
    expect(spansOf([look(0, [at(0)]), look(0, [at(0)]), look(0, [at(0)])], 'sbx/api')).toHaveLength(1);
  });

  it('leaves a gap where nobody looked', () => {
    const states = [look(0, [at(0)]), look(300, [at(300)])];
    expect(spansOf(states, 'sbx/api')).toEqual([
      [-1, 0, 500, 0.12],
      [299, 300, 500, 0.12],
    ]);
  });

  it('leaves a gap where the machine slept: the wall clock went on and the other did not', () => {
    const states = [look(0, [at(0)]), look(25, [at(25, { observedMonotonicMs: 12_000 })])];
    expect(spansOf(states, 'sbx/api').at(-1)).toEqual([24, 25, 500, 0.12]);
  });

  it('reaches back as far as the looks are apart, after the pace has slowed down, too', () => {
    const slow = { cadence: { intervalMs: 60_000, nextLookAtMs: null, reason: 'cli-only' } } as const;
    const quick = { cadence: { intervalMs: 5_000, nextLookAtMs: null, reason: 'popup-open' } } as const;
    const states = [look(0, [at(0)], quick), look(0, [at(0)], slow), look(60, [at(60)], slow)];
    expect(spansOf(states, 'sbx/api').at(-1)).toEqual([0, 60, 500, 0.12]);
  });

  it('takes nothing from a sandbox that was not seen in this look', () => {
    const states = [look(0, [at(0)]), look(15, [at(0, { fresh: false })])];
    expect(spansOf(states, 'sbx/api')).toHaveLength(1);
  });

  it('of what is not known is unknown', () => {
    const dark = at(0, { cpuFraction: null, usage: { ...at(0).usage, memory: null } });
    expect(spansOf([look(0, [dark])], 'sbx/api')).toEqual([[-1, 0, null, null]]);
  });

  it('after a stop and a start does not reach back over the stop', () => {
    const states = [look(0, [at(0)]), look(15, [at(15, { status: 'stopped' })]), look(30, [at(30)])];
    expect(spansOf(states, 'sbx/api').at(-1)).toEqual([29, 30, 500, 0.12]);
  });
});

describe('the total', () => {
  it('is zero when nothing runs, and known', () => {
    expect(spansOf([look(0, []), look(15, [])], null)).toEqual([
      [-1, 0, 0, 0],
      [0, 15, 0, 0],
    ]);
  });

  it('is unknown when a part of it is, when a runtime does not answer, and when a sandbox is not seen', () => {
    const dark = at(0, { cpuFraction: null, usage: { ...at(0).usage, memory: null } });
    expect(spansOf([look(0, [dark])], null)).toEqual([[-1, 0, null, null]]);
    const hung = { runtimes: [{ id: 'sbx', state: 'hung' }] } as const;
    expect(spansOf([look(0, [], hung)], null)).toEqual([[-1, 0, null, null]]);
    expect(spansOf([look(15, [at(0, { fresh: false })])], null)).toEqual([[14, 15, null, 0.12]]);
  });
});
