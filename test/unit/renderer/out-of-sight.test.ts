import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { OutOfSight } from '../../../renderer/out-of-sight.ts';

/** The page's idle work that is asked for. */
let idle: (() => void)[] = [];

/** Node knows of events, and of no elements. */
class FakeElement extends EventTarget {
  listens = 0;

  override addEventListener(...args: Parameters<EventTarget['addEventListener']>): void {
    this.listens += 1;
    super.addEventListener(...args);
  }

  override removeEventListener(...args: Parameters<EventTarget['removeEventListener']>): void {
    this.listens -= 1;
    super.removeEventListener(...args);
  }
}

beforeEach(() => {
  idle = [];
  vi.useFakeTimers();
  vi.stubGlobal('Element', FakeElement);
  vi.stubGlobal('requestIdleCallback', (work: () => void) => idle.push(work));
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

function given(count: number, hasChanged: (index: number) => boolean = () => true) {
  const outOfSight = new OutOfSight();
  const elements = Array.from({ length: count }, () => new FakeElement());
  const at = (index: number) => elements[index] as unknown as Element;
  const asked: number[] = [];
  elements.forEach((_, index) =>
    outOfSight.add(at(index), () => {
      asked.push(index);
      return hasChanged(index);
    }),
  );
  return {
    asked,
    elements,
    move: (index: number, skipped: boolean) =>
      at(index).dispatchEvent(Object.assign(new Event('contentvisibilityautostatechange'), { skipped })),
    later: (index: number) => outOfSight.later(at(index)),
    isUnseen: (index: number) => outOfSight.isUnseen(at(index)),
    scroll: () => outOfSight.scrolled(),
    remove: (index: number) => outOfSight.remove(at(index)),
    /** One idle stretch; what is asked for in it comes in the next. */
    rest: () => idle.splice(0).forEach((work) => work()),
  };
}

it('takes for seen what it has not been told about, and what is near', () => {
  const { isUnseen, move } = given(1);
  expect(isUnseen(0)).toBe(false);
  move(0, true);
  expect(isUnseen(0)).toBe(true);
  move(0, false);
  expect(isUnseen(0)).toBe(false);
});

it('draws some in each idle stretch, and each once', () => {
  const { later, rest, asked } = given(8);
  for (const index of [0, 1, 2, 3, 4, 5, 6, 7, 1]) later(index);
  expect(idle).toHaveLength(1);
  expect(asked).toEqual([]);
  rest();
  expect(asked).toEqual([0, 1, 2, 3, 4, 5]);
  rest();
  expect(asked).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  expect(idle).toEqual([]);
});

it('goes through all in one stretch that are as they were', () => {
  const { later, rest, asked } = given(100, (index) => index >= 90);
  for (let index = 0; index < 100; index += 1) later(index);
  rest();
  expect(asked).toHaveLength(96);
  rest();
  expect(asked).toHaveLength(100);
});

it('draws at once what comes near, and not a second time for that', () => {
  const { later, move, rest, asked } = given(2);
  move(0, true);
  later(0);
  later(1);
  move(0, false);
  expect(asked).toEqual([0]);
  rest();
  expect(asked).toEqual([0, 1]);
});

it('waits until nobody scrolls any more, but not with what comes near', () => {
  const { later, move, rest, asked, scroll } = given(2);
  later(0);
  later(1);
  scroll();
  rest();
  vi.advanceTimersByTime(150);
  scroll();
  vi.advanceTimersByTime(199);
  rest();
  expect(asked).toEqual([]);
  move(1, false);
  expect(asked).toEqual([1]);
  vi.advanceTimersByTime(1);
  rest();
  expect(asked).toEqual([1, 0]);
});

it('forgets what is gone', () => {
  const { elements, remove, later, move, rest, asked, isUnseen } = given(2);
  move(0, true);
  later(0);
  later(1);
  remove(0);
  expect(elements.map((one) => one.listens)).toEqual([0, 1]);
  expect(isUnseen(0)).toBe(false);
  rest();
  expect(asked).toEqual([1]);
});
