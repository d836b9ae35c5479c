import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { memorySum } from '../../../main/core/model/memory-sum.ts';
import type { ObservedSandbox, UnattributedProcess } from '../../../main/core/model/snapshot.ts';
import { causesIn } from '../../../main/core/policy/memory-causes.ts';
import { aNow, gib, hostWith, lookAt, sandboxAt, settingsOf, strayOf } from '../support/cases.ts';

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

  it('name the first of the largest', () => {
    const [cause] = causesIn(lookAt(aNow, [sandboxAt('a'), sandboxAt('b')]), budget);
    expect(cause?.blamed?.name).toBe('a');
    const [dark] = causesIn(lookAt(aNow, [sandboxAt('a', { memoryBytes: null })]), budget);
    expect(dark).toMatchObject({ level: 'unknown' });
    const host = causesIn(lookAt(aNow, [sandboxAt('a', { memoryBytes: null })], { host: hostWith('warning') }), off);
    expect(host).toMatchObject([{ level: 'above', blamed: null }]);
  });
});

describe('VM processes that belong to no sandbox that is known', () => {
  const budgetCause = (sandboxes: readonly ObservedSandbox[], unattributed: readonly UnattributedProcess[]) =>
    causesIn(lookAt(aNow, sandboxes, { unattributed }), budget)[0];

  it('count for the budget', () => {
    const one = sandboxAt('one', { memoryBytes: gib });
    expect(budgetCause([one], [strayOf(3 * gib)])).toMatchObject({ level: 'between', usedBytes: 4 * gib });
    expect(budgetCause([one], [strayOf(3 * gib + 1)])).toMatchObject({
      level: 'above',
      usedBytes: 4 * gib + 1,
      unattributedBytes: 3 * gib + 1,
      mayStop: true,
      blamed: { name: 'one' },
    });
  });

  it('are most likely the sandboxes whose own process could not be found, one each (guards: the sum is whole)', () => {
    const dark = [sandboxAt('a', { memoryBytes: null }), sandboxAt('b', { memoryBytes: null })];
    expect(budgetCause(dark, [strayOf(gib)])).toMatchObject({ level: 'unknown' });
    expect(budgetCause(dark, [strayOf(gib), strayOf(gib, 8)])).toMatchObject({ level: 'below', usedBytes: 2 * gib });
    expect(budgetCause(dark, [strayOf(9 * gib)])).toMatchObject({ level: 'above', blamed: { name: 'a' } });
  });

  it('are nothing that a stop gives back: when they alone are above the budget, none helps (guards: stopHelps)', () => {
    const one = sandboxAt('one', { memoryBytes: gib });
    expect(budgetCause([one], [strayOf(4 * gib)])).toMatchObject({ level: 'above', stopHelps: true });
    expect(budgetCause([one], [strayOf(4 * gib + 1)])).toMatchObject({ level: 'above', stopHelps: false });
  });

  it.each([
    ['did not answer', { id: 'sbx', state: 'hung' }],
    ['failed once', { id: 'sbx', state: 'ready', blip: true }],
    ['is another one', { id: 'containers', state: 'ready' }],
  ] as const)('are not counted from an older look, when the runtime %s', (_, runtime) => {
    const look = lookAt(aNow, [sandboxAt('one')], { unattributed: [strayOf(9 * gib)], runtimes: [runtime] });
    expect(causesIn(look, budget)[0]).toMatchObject({ usedBytes: gib, unattributedBytes: 0 });
  });

  it('count whatever another runtime does', () => {
    const runtimes = [
      { id: 'containers', state: 'hung' },
      { id: 'sbx', state: 'ready' },
    ] as const;
    const look = lookAt(aNow, [sandboxAt('one')], { unattributed: [strayOf(9 * gib)], runtimes });
    expect(causesIn(look, budget)[0]).toMatchObject({ usedBytes: 10 * gib });
  });

  it('are in the same sum as is shown, whatever runs (guards: one meaning of used by sandboxes)', () => {
    const bytes = fc.integer({ min: 0, max: 4 }).map((count) => count * gib);
    fc.assert(
      fc.property(
        fc.array(fc.option(bytes, { nil: null }), { minLength: 1, maxLength: 4 }),
        fc.array(bytes, { maxLength: 3 }),
        fc.boolean(),
        (known, strays, stopped) => {
          const running = known.map((memoryBytes, index) => sandboxAt(`s${index}`, { memoryBytes }));
          const off = stopped ? [sandboxAt('off', { memoryBytes: 9 * gib, status: 'stopped' })] : [];
          const sandboxes = [...running, ...off];
          const unattributed = strays.map((one, index) => strayOf(one, index));
          const shown = memorySum(sandboxes, unattributed);
          const cause = budgetCause(sandboxes, unattributed);
          if (shown.usedBytes > 4 * gib) expect(cause).toMatchObject({ level: 'above', usedBytes: shown.usedBytes });
          else if (shown.unknownCount > 0) expect(cause?.level).toBe('unknown');
          else expect(cause).toMatchObject({ usedBytes: shown.usedBytes });
        },
      ),
    );
  });
});
