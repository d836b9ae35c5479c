import { describe, expect, it } from 'vitest';
import { causesIn } from '../../../main/core/policy/memory-causes.ts';
import { aNow, gib, hostWith, lookAt, sandboxAt, settingsOf } from '../support/cases.ts';

const off = settingsOf({ memory: { budgetBytes: 'off' } });
const budget = settingsOf({ memory: { budgetBytes: 4 * gib } });
const stale = sandboxAt('stale', { memoryBytes: 9 * gib });

describe('the conditions of memory', () => {
  it('are none where nothing is set, nothing runs, or the machine says nothing', () => {
    expect(causesIn(lookAt(aNow, [sandboxAt('one')]), off)).toEqual([]);
    expect(causesIn(lookAt(aNow, []), budget)).toEqual([]);
    expect(causesIn(lookAt(aNow, [], { host: hostWith('critical') }), off)).toEqual([]);
    expect(causesIn(lookAt(aNow, [sandboxAt('one')], { host: { totalBytes: 1, availableBytes: 1 } }), off)).toEqual([]);
  });

  it.each([
    [3.79 * gib, 'below', false],
    [3.8 * gib, 'between', false],
    [4 * gib, 'between', false],
    [4 * gib + 1, 'above', true],
  ])('hold %d bytes against a budget of 4 GB: %s', (memoryBytes, level, mayStop) => {
    const [cause] = causesIn(lookAt(aNow, [sandboxAt('one', { memoryBytes })]), budget);
    expect(cause).toMatchObject({ id: 'budget', level, mayStop, usedBytes: memoryBytes, limitBytes: 4 * gib });
  });

  it('say nothing of a sum with a part missing that is not above the budget by itself', () => {
    const at = (memoryBytes: number) =>
      causesIn(lookAt(aNow, [sandboxAt('dark', { memoryBytes: null }), sandboxAt('b', { memoryBytes })]), budget)[0];
    expect(at(4 * gib)).toMatchObject({ level: 'unknown', usedBytes: 0, mayStop: false });
    expect(at(4 * gib + 1)).toMatchObject({ level: 'above', usedBytes: 4 * gib + 1 });
  });

  it('do not count what was not seen in this look', () => {
    const look = lookAt(aNow, [sandboxAt('seen')], { host: hostWith('warning') });
    const carried = { ...look, sandboxes: [...look.sandboxes, { ...stale, observedMonotonicMs: -1 }] };
    const [ofBudget, ofHost] = causesIn(carried, budget);
    expect(ofBudget).toMatchObject({ level: 'unknown', blamed: { name: 'seen' } });
    expect(ofHost).toMatchObject({ level: 'above', mayStop: false, blamed: { name: 'seen' } });
    const capped = settingsOf({ memory: { budgetBytes: 'off', capsByName: { stale: gib } } });
    expect(causesIn(carried, capped)[0]).toMatchObject({ id: 'cap:sbx/stale', level: 'unknown' });
  });

  it('name the first of the largest, and nobody where nothing is known', () => {
    const [cause] = causesIn(lookAt(aNow, [sandboxAt('a'), sandboxAt('b')]), budget);
    expect(cause?.blamed?.name).toBe('a');
    const [dark] = causesIn(lookAt(aNow, [sandboxAt('a', { memoryBytes: null })]), budget);
    expect(dark).toMatchObject({ level: 'unknown', blamed: null });
  });
});
