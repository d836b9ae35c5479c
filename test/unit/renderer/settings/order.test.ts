import { describe, expect, it } from 'vitest';
import type { Victim } from '../../../../main/core/model/decision.ts';
import { sandboxKey } from '../../../../main/core/model/sandbox.ts';
import { moved, moveVictim } from '../../../../renderer/settings/models/order.ts';

const victim = (name: string, patch: Partial<Victim> = {}): Victim => ({
  key: sandboxKey('sbx', name),
  name,
  gainBytes: 1,
  idle: true,
  ...patch,
});

describe('moving an entry', () => {
  it('changes its place with its neighbour', () => {
    expect(moved(['a', 'b', 'c'], 1, -1)).toEqual(['b', 'a', 'c']);
    expect(moved(['a', 'b', 'c'], 1, 1)).toEqual(['a', 'c', 'b']);
  });

  it('beyond an end changes nothing', () => {
    const list = ['a', 'b'];
    expect(moved(list, 0, -1)).toBe(list);
    expect(moved(list, 1, 1)).toBe(list);
    expect(moved(list, 7, 1)).toBe(list);
  });
});

describe('moving a victim', () => {
  const victims = [victim('a'), victim('b'), victim('busy', { idle: false }), victim('kept', { held: 'kept-awake' })];

  it('is a wish for the whole order that is shown', () => {
    expect(moveVictim(victims, [], 'sbx/b', -1)).toEqual(['sbx/b', 'sbx/a', 'sbx/busy', 'sbx/kept']);
  });

  it('goes among its like only: idle before busy, held ones last', () => {
    expect(moveVictim(victims, [], 'sbx/b', 1)).toBeNull();
    expect(moveVictim(victims, [], 'sbx/busy', -1)).toBeNull();
    expect(moveVictim(victims, [], 'sbx/busy', 1)).toBeNull();
    expect(moveVictim(victims, [], 'sbx/a', -1)).toBeNull();
    expect(moveVictim(victims, [], 'sbx/nobody', 1)).toBeNull();
  });

  it('keeps the wish for what does not run now', () => {
    const next = moveVictim(victims, ['sbx/asleep', 'sbx/a'], 'sbx/a', 1);
    expect(next).toEqual(['sbx/b', 'sbx/a', 'sbx/busy', 'sbx/kept', 'sbx/asleep']);
  });
});
