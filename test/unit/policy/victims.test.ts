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
    const all = [candidate('busy', 9, null), candidate('little', 1, 30 * minute), candidate('much', 3, 30 * minute)];
    expect(names(all)).toEqual(['much', 'little', 'busy']);
  });

  it('calls idle what has been so for thirty minutes', () => {
    const all = [candidate('just', 9, 30 * minute - 1), candidate('long', 1, 30 * minute)];
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

  it('asks that much of none without a port, and of no other sandbox than an idle one (guards: ports, state)', () => {
    const settings = settingsOf({ memory: { minIdleMs: 10 * minute } });
    expect(victimOrder([candidate('plain', 1, 10 * minute)], settings)).toMatchObject([{ idle: true }]);
    const dark = { one: caseOf({ activity: { ...idleFor(40 * minute), state: 'unknown' } }), held: null };
    expect(victimOrder([dark], settings)).toMatchObject([{ idle: false }]);
  });

  it('follows the wish of the user within each of the two', () => {
    const all = [candidate('a', 3, 30 * minute), candidate('b', 1, 30 * minute), candidate('c', 2, 30 * minute)];
    expect(names(all, ['sbx/b', 'sbx/c'])).toEqual(['b', 'c', 'a']);
    expect(names([...all, candidate('d', 9, null)], ['sbx/d'])).toEqual(['a', 'c', 'b', 'd']);
  });

  it('has those that are held last, with the reason, and so those whose memory is not known', () => {
    const all = [
      candidate('locked', 9, 30 * minute, 'protected'),
      candidate('dark', null, 30 * minute),
      candidate('b', 1, null),
    ];
    expect(victimOrder(all, settingsOf())).toMatchObject([
      { name: 'b' },
      { name: 'locked', held: 'protected' },
      { name: 'dark', held: 'unknown', gainBytes: 0 },
    ]);
    expect(victimOrder(all, settingsOf())[0]).not.toHaveProperty('held');
  });

  const any = fc.record({
    gibs: fc.option(fc.integer({ min: 0, max: 4 }), { nil: null }),
    idleMs: fc.option(fc.integer({ min: 0, max: 40 * minute }), { nil: null }),
    held: fc.constantFrom(null, null, 'protected' as const),
  });
  const shuffled = fc
    .array(any, { maxLength: 8 })
    .chain((list) =>
      fc.tuple(
        fc.constant(list.map(({ gibs, idleMs, held }, index) => candidate(`s${index}`, gibs, idleMs, held))),
        fc.shuffledSubarray(list.map((_, index) => `sbx/s${index}`)),
        fc.boolean(),
      ),
    );

  it('whatever is wished is: held last, idle first, as the user says, largest first (guards: victimOrder)', () => {
    fc.assert(
      fc.property(shuffled, ([all, wish]) => {
        const order = victimOrder(all, settingsOf({ memory: { victimOrder: wish } }));
        expect(order).toHaveLength(all.length);
        const rank = (key: string) => (wish.includes(key) ? wish.indexOf(key) : Number.POSITIVE_INFINITY);
        for (const [index, after] of order.slice(1).entries()) {
          const before = order[index];
          if (!before) continue;
          if (before.held !== undefined) expect(after.held).toBeDefined();
          if ((before.held === undefined) !== (after.held === undefined)) continue;
          if (!before.idle) expect(after.idle).toBe(false);
          if (before.idle !== after.idle) continue;
          expect(rank(before.key)).toBeLessThanOrEqual(rank(after.key));
          if (rank(before.key) === rank(after.key)) expect(before.gainBytes).toBeGreaterThanOrEqual(after.gainBytes);
        }
      }),
    );
  });

  it('does not depend on the order of the list', () => {
    expect(names([candidate('b', 1, null), candidate('a', 1, null)])).toEqual(['a', 'b']);
    fc.assert(
      fc.property(shuffled, ([all, wish, flip]) => {
        const settings = settingsOf({ memory: { victimOrder: wish } });
        expect(victimOrder(flip ? all.toReversed() : all, settings)).toEqual(victimOrder(all, settings));
      }),
    );
  });
});
