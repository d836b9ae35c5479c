import { describe, expect, it } from 'vitest';
import { quoted } from '../../../main/core/i18n/message.ts';
import { wordsFor } from '../../../main/core/i18n/words.ts';
import { indexAfter } from '../../../renderer/list-keys.ts';
import {
  inOrderOf,
  listModel,
  matching,
  ordered,
  sortOrders,
  toolsFrom,
  undoForMs,
  warnedElsewhere,
  withCards,
  withoutCards,
} from '../../../renderer/list-model.ts';
import { capNotice, nowMs, sandboxState } from '../support/state.ts';

const english = wordsFor('en');
const names = (list: readonly { readonly name: string }[]) => list.map((one) => one.name);
const stopNote = { atMs: nowMs - 60_000, who: 'policy', freedBytes: null } as const;

describe('a card', () => {
  const running = sandboxState('runs');
  const stopped = sandboxState('stopped', { status: 'stopped' });
  const justStopped = sandboxState('just', { status: 'stopped', stopNote });
  const longAgo = sandboxState('long', { status: 'stopped', stopNote: { ...stopNote, atMs: nowMs - undoForMs } });
  const starting = sandboxState('starts', { status: 'stopped', progress: { step: 'starting', sinceMs: nowMs } });
  const unclear = sandboxState('unclear', { status: 'unknown' });
  const ending = sandboxState('ends', {
    status: 'stopped',
    progress: { step: 'stopping', sinceMs: nowMs, who: 'user' },
  });
  const all = [running, unclear, justStopped, longAgo, starting, ending, stopped];

  it('is there for what runs or may run, and then for what was stopped just now, is starting, or has just ended', () => {
    expect(names(withCards(all, nowMs))).toEqual(['runs', 'unclear', 'just', 'starts', 'ends']);
  });

  it('is not there for the rest, which is folded away', () => {
    expect(names(withoutCards(all, nowMs))).toEqual(['long', 'stopped']);
  });
});

describe('a search', () => {
  const cards = [
    sandboxState('api', { agent: 'claude', branch: 'feature/login', workspaces: ['/home/ann/shop'] }),
    sandboxState('web', { agent: 'codex', workspaces: ['/home/ann/shop/front'] }),
    sandboxState('vm', { runtime: 'docker-sandbox', workspaces: [] }),
    sandboxState('box', { runtime: 'containers', workspaces: [] }),
  ];

  it.each([
    ['', ['api', 'web', 'vm', 'box']],
    ['  ', ['api', 'web', 'vm', 'box']],
    ['API', ['api']],
    ['shop', ['api', 'web']],
    ['shop codex', ['web']],
    ['login', ['api']],
    ['sbx', ['api', 'web']],
    ['Docker Desktop', ['vm']],
    ['docker-sandbox', ['vm']],
    ['nothing', []],
  ])('for "%s" finds %j', (query, found) => {
    expect(names(matching(cards, query, english))).toEqual(found);
  });
});

describe('the list', () => {
  const box = (index: number, status: 'running' | 'stopped') =>
    sandboxState(`${status}-${index}`, { status, workspaces: [] });
  const some = (count: number, status: 'running' | 'stopped') =>
    Array.from({ length: count }, (_, index) => box(index, status));
  const fleet = [...some(3, 'running'), ...some(190, 'stopped')];

  it('is searched as a whole: the cards, and the stopped ones without a card', () => {
    const { found, query } = listModel(fleet, nowMs, ' -1 ', english);
    expect(query).toBe('-1');
    expect(names(found.cards)).toEqual(['running-1']);
    expect(found.stopped).toHaveLength(1 + 10 + 90);
    expect(names(listModel(fleet, nowMs, 'stopped-189', english).found.cards)).toEqual([]);
    expect(names(listModel(fleet, nowMs, 'stopped-189', english).found.stopped)).toEqual(['stopped-189']);
  });

  it('without a search is all of it', () => {
    const { cards, stopped, found } = listModel(fleet, nowMs, '', english);
    expect([cards.length, stopped.length]).toEqual([3, 190]);
    expect(found).toEqual({ cards, stopped });
  });

  it('counts the stopped ones for whether there is something to search', () => {
    const oneTooFew = [...some(1, 'running'), ...some(toolsFrom - 2, 'stopped')];
    expect(listModel(oneTooFew, nowMs, '', english).hasTools).toBe(false);
    expect(listModel([...oneTooFew, box(99, 'stopped')], nowMs, '', english).hasTools).toBe(true);
  });

  it('hides nothing by a search that is not there any more', () => {
    const few = [...some(1, 'running'), ...some(1, 'stopped')];
    const { query, found } = listModel(few, nowMs, 'nothing like it', english);
    expect(query).toBe('');
    expect([names(found.cards), names(found.stopped)]).toEqual([['running-0'], ['stopped-0']]);
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
    expect(names(ordered(cards, order, []))).toEqual(expected);
  });
});

describe('what waits for an answer', () => {
  const warned = (name: string, inMs: number) =>
    sandboxState(name, { progress: { step: 'warned', sinceMs: nowMs, stopAtMs: nowMs + inMs } });
  const failed = sandboxState('failed', { progress: { step: 'stop-failed', sinceMs: nowMs, message: quoted('no') } });
  const stopping = (name: string, who: 'policy' | 'user') =>
    sandboxState(name, { progress: { step: 'stopping', sinceMs: nowMs, who } });
  const large = sandboxState('large', { cpuFraction: 0 });
  const all = [
    sandboxState('a', { cpuFraction: 3 }),
    large,
    failed,
    sandboxState('m', { cpuFraction: 2 }),
    warned('later', 90_000),
    warned('sooner', 30_000),
    sandboxState('gone', { status: 'stopped' }),
  ];

  it.each(sortOrders)('comes first by %s, the nearest stop before all others', (order) => {
    const found = names(ordered(all, order, [capNotice('large')]));
    expect(found.slice(0, 4)).toEqual(['sooner', 'later', 'failed', 'large']);
    expect(found.at(-1)).toBe('gone');
  });

  it('keeps its place while the announced stop is carried out, and a stop by hand moves nothing', () => {
    const cards = [sandboxState('a'), stopping('by-hand', 'user'), warned('soon', 1_000), stopping('due', 'policy')];
    expect(names(ordered(cards, 'name', []))).toEqual(['due', 'soon', 'a', 'by-hand']);
  });

  it('does not move what is stopped already', () => {
    const cards = [sandboxState('a'), sandboxState('web', { status: 'stopped' })];
    expect(names(ordered(cards, 'name', [capNotice('web')]))).toEqual(['a', 'web']);
  });

  it('stays where it is while the list is held, and what is new comes last', () => {
    const [a, b] = [sandboxState('a'), warned('b', 1_000)];
    expect(names(inOrderOf([sandboxState('new'), b, a], [a.key, 'sbx/left', b.key]))).toEqual(['a', 'b', 'new']);
  });

  it('is counted where it is not seen: further down, or not among what was searched for', () => {
    const cards = [sandboxState('a'), warned('b', 1_000), warned('c', 2_000)];
    expect(warnedElsewhere(cards, ordered(cards, 'name', []))).toBe(0);
    expect(warnedElsewhere(cards, cards)).toBe(1);
    expect(warnedElsewhere(cards, [sandboxState('a')])).toBe(2);
    const due = [stopping('due', 'policy'), warned('b', 1_000)];
    expect(warnedElsewhere(due, due)).toBe(0);
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
