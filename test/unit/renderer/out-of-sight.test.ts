import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { OutOfSight } from '../../../renderer/out-of-sight.ts';

type Moved = (entries: readonly { readonly target: Element; readonly isIntersecting: boolean }[]) => void;
type Idle = (deadline: { timeRemaining(): number }) => void;

/** What the page would do: tell where elements are, and let the idle work begin. */
const page = { moved: null as Moved | null, watched: new Set<Element>(), idle: [] as Idle[] };

beforeEach(() => {
  page.watched.clear();
  page.idle = [];
  class FakeObserver {
    constructor(moved: Moved) {
      page.moved = moved;
    }
    observe = (element: Element) => page.watched.add(element);
    unobserve = (element: Element) => page.watched.delete(element);
  }
  vi.stubGlobal('IntersectionObserver', FakeObserver);
  vi.stubGlobal('requestIdleCallback', (idle: Idle) => page.idle.push(idle));
});
afterEach(() => vi.unstubAllGlobals());

function given(count: number) {
  const outOfSight = new OutOfSight();
  const elements = Array.from({ length: count }, () => ({ closest: () => null }) as unknown as Element);
  const drawn: number[] = [];
  elements.forEach((element, index) => outOfSight.add(element, () => drawn.push(index)));
  const move = (index: number, isIntersecting: boolean) =>
    page.moved?.([{ target: elements[index] as Element, isIntersecting }]);
  const later = (index: number) => outOfSight.later(elements[index] as Element);
  const isUnseen = (index: number) => outOfSight.isUnseen(elements[index] as Element);
  /** One stretch of idle time, long enough for so many. */
  const idle = (drawings: number) => {
    let left = drawings;
    const [next, ...rest] = page.idle;
    page.idle = rest;
    next?.({ timeRemaining: () => (--left > 0 ? 10 : 0) });
  };
  return { outOfSight, elements, drawn, move, later, isUnseen, idle };
}

it('takes for seen what it has not been told about, and what is near', () => {
  const { isUnseen, move } = given(1);
  expect(isUnseen(0)).toBe(false);
  move(0, false);
  expect(isUnseen(0)).toBe(true);
  move(0, true);
  expect(isUnseen(0)).toBe(false);
});

it('draws in idle stretches, each once, and no longer than they last', () => {
  const { later, idle, drawn } = given(5);
  for (const index of [0, 1, 2, 3, 4, 1]) later(index);
  expect(page.idle).toHaveLength(1);
  expect(drawn).toEqual([]);
  idle(2);
  expect(drawn).toEqual([0, 1]);
  idle(10);
  expect(drawn).toEqual([0, 1, 2, 3, 4]);
  expect(page.idle).toEqual([]);
});

it('goes on by one where there is no idle time at all', () => {
  const { later, idle, drawn } = given(3);
  for (const index of [0, 1, 2]) later(index);
  for (let stretch = 0; stretch < 3; stretch += 1) idle(0);
  expect(drawn).toEqual([0, 1, 2]);
});

it('draws at once what comes near, and not a second time for that', () => {
  const { later, move, idle, drawn } = given(2);
  move(0, false);
  later(0);
  later(1);
  move(0, true);
  expect(drawn).toEqual([0]);
  idle(10);
  expect(drawn).toEqual([0, 1]);
});

it('forgets what is gone', () => {
  const { outOfSight, elements, later, move, idle, drawn, isUnseen } = given(2);
  move(0, false);
  later(0);
  later(1);
  outOfSight.remove(elements[0] as Element);
  expect(page.watched.size).toBe(1);
  move(0, true);
  move(0, false);
  idle(10);
  expect(drawn).toEqual([1]);
  expect(isUnseen(0)).toBe(false);
});
