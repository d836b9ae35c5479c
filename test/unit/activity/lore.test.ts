import { describe, expect, it } from 'vitest';
import { noHabits } from '../../../main/core/activity/habits.ts';
import { loreAfter, loreFor, type Lore } from '../../../main/core/activity/lore.ts';
import { noRest } from '../../../main/core/activity/resting.ts';
import { aNow, keyOf, lookAt, minute, sandboxAt } from '../support/cases.ts';

const habit = { cpuMs: 900, bytes: null, asks: false, times: 2 };
const lore: Lore = {
  id: 'first',
  rest: {
    ...noRest,
    minute: { forMs: minute / 2, cpuMs: 900 },
    quietestCpuFraction: 0.03,
    lowestCpuFraction: 0.03,
    returnedCpuFraction: 0.03,
    steady: { cpuFraction: 0.03, forMs: minute },
    level: { cpuFraction: 0.03, bytesPerSecond: 7 },
  },
  habits: { ...noHabits, learned: [habit], open: { blip: habit, atMs: 0 } },
};
const look = (name: string) => lookAt(aNow, [sandboxAt(name, { status: 'stopped' })]);

describe('what was learned of a sandbox', () => {
  it('is kept while it is stopped, and forgotten when it is not listed any more (guards: loreAfter)', () => {
    const tracks = new Map([[keyOf('one'), { ...lore, identity: { id: 'first' } }]]);
    const running = loreAfter(new Map(), tracks, look('one'));
    const stopped = loreAfter(running, new Map(), look('one'));
    expect(stopped.get(keyOf('one'))).toEqual(lore);
    expect(loreAfter(stopped, new Map(), look('two')).size).toBe(0);
  });

  it('goes for the next run of the same sandbox, which is looked at from its start (guards: atNextRun)', () => {
    const next = loreFor(lore, 'first', 5 * minute);
    expect(next.rest).toMatchObject({
      level: lore.rest.level,
      quietestCpuFraction: null,
      steady: null,
      minute: { forMs: 0 },
    });
    expect(next.habits).toMatchObject({ learned: [habit], open: null, lastWorkMs: 5 * minute });
    expect(loreFor({ ...lore, id: undefined }, 'first', 0).rest.level).toEqual(lore.rest.level);
    expect(loreFor(lore, undefined, 0).rest.level).toEqual(lore.rest.level);
  });

  it('does not go for another one under its name (guards: isAnother)', () => {
    expect(loreFor(lore, 'second', 0)).toMatchObject({ rest: noRest, habits: { learned: [] } });
    expect(loreFor(undefined, 'first', 0)).toMatchObject({ rest: noRest, habits: { learned: [] } });
  });
});
