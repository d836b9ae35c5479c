import { describe, expect, it } from 'vitest';
import { SessionBook } from '../../../../main/core/runtimes/sbx/session-book.ts';
import type { LookNeeds } from '../../../../main/core/runtimes/runtime.ts';

const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];

function needsAt(monotonicMs: number, maxAgeMs: LookNeeds['sessionsMaxAgeMs']): LookNeeds {
  return { atMs: monotonicMs, monotonicMs, attentive: true, force: true, sessionsMaxAgeMs: maxAgeMs };
}

describe('the counts of sessions', () => {
  it('are asked for in turns, six in one look', async () => {
    const asked: string[] = [];
    const book = new SessionBook();
    const inspect = (name: string) => {
      asked.push(name);
      return Promise.resolve({ sessions: 0, limit: null });
    };
    const needs = (monotonicMs: number) => needsAt(monotonicMs, () => 30_000);
    await book.read(names, needs(0), inspect);
    expect(asked).toHaveLength(6);
    await book.read(names, needs(5_000), inspect);
    expect(asked.toSorted()).toEqual(names);
  });

  it.each(names)(
    'are all of this look when eight stops wait for them: a session that came to %s is seen (guards: lastLooks)',
    async (attached) => {
      const book = new SessionBook();
      const inspect = (sessions: number) => () => Promise.resolve({ sessions, limit: null });
      for (const atMs of [0, 5_000]) {
        await book.read(
          names,
          needsAt(atMs, () => 30_000),
          inspect(0),
        );
      }
      const known = await book.read(
        names,
        needsAt(10_000, () => 0),
        (name) => inspect(name === attached ? 1 : 0)(),
      );
      expect(names.filter((name) => known.get(name)?.sessions !== 0)).toEqual([attached]);
      expect([...known.values()].map(({ atMs }) => atMs)).toEqual(names.map(() => 10_000));
    },
  );

  it('leave no room for others while stops wait for them', async () => {
    const asked: string[] = [];
    await new SessionBook().read(
      names,
      needsAt(0, (name) => (name < 'h' ? 0 : 30_000)),
      (name) => {
        asked.push(name);
        return Promise.resolve({ sessions: 0, limit: null });
      },
    );
    expect(asked.toSorted()).toEqual(names.slice(0, 7));
  });
});
