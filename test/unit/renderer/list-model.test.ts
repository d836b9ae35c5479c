import { describe, expect, it } from 'vitest';
import { indexAfter } from '../../../renderer/list-keys.ts';
import { listed, undoForMs, withCards, withoutCards } from '../../../renderer/list-model.ts';
import { nowMs, sandboxState } from '../support/state.ts';

const names = (list: readonly { readonly name: string }[]) => list.map((one) => one.name);
const stopNote = { atMs: nowMs - 60_000, who: 'policy', freedBytes: null } as const;

describe('a card', () => {
  const running = sandboxState('runs');
  const stopped = sandboxState('stopped', { status: 'stopped' });
  const justStopped = sandboxState('just', { status: 'stopped', stopNote });
  const longAgo = sandboxState('long', { status: 'stopped', stopNote: { ...stopNote, atMs: nowMs - undoForMs } });
  const starting = sandboxState('starts', { status: 'stopped', progress: { step: 'starting', sinceMs: nowMs } });
  const unclear = sandboxState('unclear', { status: 'unknown' });
  const all = [running, unclear, justStopped, longAgo, starting, stopped];

  it('is there for what runs or may run, and then for what was stopped just now or is starting', () => {
    expect(names(withCards(all, nowMs))).toEqual(['runs', 'unclear', 'just', 'starts']);
  });

  it('is not there for the rest, which is folded away', () => {
    expect(names(withoutCards(all, nowMs))).toEqual(['long', 'stopped']);
  });
});

describe('a search', () => {
  const cards = [
    sandboxState('api', { agent: 'claude', branch: 'feature/login', workspaces: ['/home/ann/shop'] }),
    sandboxState('web', { agent: 'codex', workspaces: ['/home/ann/shop/front'] }),
  ];

  it.each([
    ['', ['api', 'web']],
    ['  ', ['api', 'web']],
    ['API', ['api']],
    ['shop', ['api', 'web']],
    ['shop codex', ['web']],
    ['login', ['api']],
    ['nothing', []],
  ])('for "%s" finds %j', (query, found) => {
    expect(names(listed(cards, query, 'name'))).toEqual(found);
  });
});

describe('the order', () => {
  const usage = (usedBytes: number | null) => ({
    ...sandboxState('x').usage,
    memory: usedBytes === null ? null : { usedBytes, source: 'demo' as const },
  });
  const idle = (idleForMs: number) => ({ state: 'idle', idleForMs, votes: [] }) as const;
  const cards = [
    sandboxState('a', { usage: usage(null), cpuFraction: 0.1, activity: idle(5) }),
    sandboxState('b', { usage: usage(2), cpuFraction: null }),
    sandboxState('c', { usage: usage(3), cpuFraction: 0.9, activity: idle(9) }),
    sandboxState('d', { status: 'stopped', usage: usage(9), cpuFraction: 1 }),
  ];

  it.each([
    ['name', ['a', 'b', 'c', 'd']],
    ['memory', ['c', 'b', 'a', 'd']],
    ['cpu', ['c', 'a', 'b', 'd']],
    ['idle', ['c', 'a', 'b', 'd']],
  ] as const)('by %s puts what is not known, and then what is stopped, last', (order, expected) => {
    expect(names(listed(cards, '', order))).toEqual(expected);
  });
});

describe('the arrows', () => {
  it.each([
    ['ArrowDown', 0, 1],
    ['ArrowDown', 2, 2],
    ['ArrowUp', 1, 0],
    ['ArrowUp', 0, 0],
    ['Home', 2, 0],
    ['End', 0, 2],
    ['a', 0, null],
  ] as const)('%s from %i leads to %s of three', (key, from, to) => {
    expect(indexAfter(key, from, 3)).toBe(to);
  });

  it('lead nowhere in an empty list', () => {
    expect(indexAfter('End', -1, 0)).toBeNull();
  });
});
