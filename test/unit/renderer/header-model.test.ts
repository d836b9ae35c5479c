import { describe, expect, it } from 'vitest';
import { wordsFor } from '../../../main/core/i18n/words.ts';
import type { AppState } from '../../../main/core/model/app-state.ts';
import { headerModel } from '../../../renderer/header-model.ts';
import { appState, mib, sandboxState } from '../support/state.ts';

const gib = 1024 * mib;
const header = (count: number, patch: Partial<AppState['memory']>) => {
  const sandboxes = Array.from({ length: count }, (_, index) => sandboxState(`s${index}`));
  const state = appState(sandboxes);
  return headerModel({ ...state, memory: { ...state.memory, ...patch } }, wordsFor('en'));
};
const limits = (sumBytes: number, unknownCount = 0) => ({ limits: { sumBytes, unknownCount } });

describe('the head of the popup', () => {
  it('holds the memory in use against the budget', () => {
    expect(header(2, { budgetBytes: 2000 * mib }).budget).toEqual({ share: 0.5, text: 'Budget 2 GB' });
    expect(header(2, { budgetBytes: 500 * mib }).budget?.share).toBe(1);
    expect(header(2, { budgetBytes: null }).budget).toBeNull();
  });

  it('says what the limits add up to, and how many more like them fit into the machine', () => {
    expect(header(2, limits(8 * gib)).promised).toEqual({
      text: 'Limits add up to 8 GB of 16 GB, and 2 more fit',
      isTooMuch: false,
    });
    expect(header(3, limits(10 * gib)).promised?.text).toBe('Limits add up to 10 GB of 16 GB, and 1 more fits');
    expect(header(2, limits(16 * gib)).promised?.text).toBe('Limits add up to 16 GB of 16 GB');
  });

  it('says when more is promised than the machine has', () => {
    expect(header(3, limits(24 * gib)).promised).toEqual({
      text: 'Limits add up to 24 GB, this machine has 16 GB',
      isTooMuch: true,
    });
  });

  it('promises nothing where no limit is known', () => {
    expect(header(2, limits(0, 2)).promised).toBeNull();
  });

  it('counts those that "stop all idle" would stop', () => {
    const idle = { state: 'idle', idleForMs: 3_600_000, votes: [] } as const;
    const sandboxes = [
      sandboxState('idle', { activity: idle }),
      sandboxState('short', { activity: { ...idle, idleForMs: 60_000 } }),
      sandboxState('locked', { activity: idle, protected: true }),
      sandboxState('kept', { activity: idle, keepAwakeUntilMs: 1 }),
      sandboxState('stopping', { activity: idle, progress: { step: 'stopping', sinceMs: 0, who: 'user' } }),
      sandboxState('busy'),
    ];
    expect(headerModel(appState(sandboxes), wordsFor('en')).idleCount).toBe(1);
  });
});
