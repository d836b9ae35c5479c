import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { victimOrder, type Candidate } from '../../../main/core/policy/victims.ts';
import { busy, caseOf, gib, idleFor, minute, sandboxAt, settingsOf } from '../support/cases.ts';

const candidate = (
  name: string,
  gibs: number | null,
  idleMs: number | null,
  held: Candidate['held'] = null,
): Candidate => ({
  one: caseOf({
    sandbox: sandboxAt(name, { memoryBytes: gibs === null ? null : gibs * gib }),
    activity: idleMs === null ? busy : idleFor(idleMs),
  }),
  held,
});
const names = (candidates: readonly Candidate[], victims: readonly string[] = []) =>
  victimOrder(candidates, settingsOf({ memory: { victimOrder: victims } })).map(({ name }) => name);

describe('the order in which memory is taken back', () => {
  it('is idle before busy, and the largest first', () => {
    const all = [candidate('busy', 9, null), candidate('little', 1, 20 * minute), candidate('much', 3, 20 * minute)];
    expect(names(all)).toEqual(['much', 'little', 'busy']);
  });

  it('calls idle what has been so for twenty minutes', () => {
    const all = [candidate('just', 9, 20 * minute - 1), candidate('long', 1, 20 * minute)];
    expect(victimOrder(all, settingsOf())).toEqual([
      { key: 'sbx/long', name: 'long', gainBytes: gib, idle: true },
      { key: 'sbx/just', name: 'just', gainBytes: 9 * gib, idle: false },
    ]);
  });

  it('calls what has a published port idle after the whole of its timeout: nobody sees a server being used', () => {
    const ports = [{ hostPort: 8080, sandboxPort: 3000 }];
    const served = (idleMs: number) => [
      { one: caseOf({ sandbox: sandboxAt('web', { ports }), activity: idleFor(idleMs) }), held: null },
    ];
    const { timeoutWithSessionsMs } = settingsOf().idle;
    expect(victimOrder(served(timeoutWithSessionsMs - 1), settingsOf())).toMatchObject([{ idle: false }]);
    expect(victimOrder(served(timeoutWithSessionsMs), settingsOf())).toMatchObject([{ idle: true }]);
  });

  it('follows the wish of the user within each of the two', () => {
    const all = [candidate('a', 3, 20 * minute), candidate('b', 1, 20 * minute), candidate('c', 2, 20 * minute)];
    expect(names(all, ['sbx/b', 'sbx/c'])).toEqual(['b', 'c', 'a']);
    expect(names([...all, candidate('d', 9, null)], ['sbx/d'])).toEqual(['a', 'c', 'b', 'd']);
  });

  it('has those that are held last, with the reason, and so those whose memory is not known', () => {
    const all = [
      candidate('locked', 9, 20 * minute, 'protected'),
      candidate('dark', null, 20 * minute),
      candidate('b', 1, null),
    ];
    expect(victimOrder(all, settingsOf())).toMatchObject([
      { name: 'b' },
      { name: 'locked', held: 'protected' },
      { name: 'dark', held: 'unknown', gainBytes: 0 },
    ]);
    expect(victimOrder(all, settingsOf())[0]).not.toHaveProperty('held');
  });

  it('does not depend on the order of the list (guards: held last, idle first, largest first)', () => {
    expect(names([candidate('b', 1, null), candidate('a', 1, null)])).toEqual(['a', 'b']);
    const any = fc.record({
      gibs: fc.option(fc.integer({ min: 0, max: 4 }), { nil: null }),
      idleMs: fc.option(fc.integer({ min: 0, max: 40 * minute }), { nil: null }),
      held: fc.constantFrom(null, 'protected' as const),
    });
    fc.assert(
      fc.property(fc.array(any, { maxLength: 8 }), fc.boolean(), (list, flip) => {
        const all = list.map(({ gibs, idleMs, held }, index) => candidate(`s${index}`, gibs, idleMs, held));
        const order = victimOrder(all, settingsOf());
        expect(victimOrder(flip ? all.toReversed() : all, settingsOf())).toEqual(order);
        // Guards: held last, idle first, largest first, in this order.
        for (const [index, after] of order.slice(1).entries()) {
          const before = order[index];
          if (!before) continue;
          expect(Number(before.held !== undefined)).toBeLessThanOrEqual(Number(after.held !== undefined));
          if ((before.held === undefined) !== (after.held === undefined)) continue;
          expect(Number(before.idle)).toBeGreaterThanOrEqual(Number(after.idle));
          if (before.idle === after.idle) expect(before.gainBytes).toBeGreaterThanOrEqual(after.gainBytes);
        }
      }),
    );
  });
});
