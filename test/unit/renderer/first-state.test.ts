import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { onceReceived } from '../../../renderer/first-state.ts';
import type { Received } from '../../../renderer/store.ts';

/** A store that is told by the test. */
function storeAtStart() {
  const listeners = new Set<() => void>();
  let received: Received | null = null;
  return {
    received: () => received,
    subscribe(listener: () => void) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    listeners,
    tell(state: Received | null) {
      received = state;
      for (const listener of listeners) listener();
    },
  };
}

const some = {} as Received;

describe('the first picture of the popup', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('waits for the first state, whatever else is told before it, and comes once', () => {
    const store = storeAtStart();
    const draw = vi.fn();
    onceReceived(store, draw);
    store.tell(null);
    expect(draw).not.toHaveBeenCalled();
    store.tell(some);
    store.tell(some);
    vi.runAllTimers();
    expect(draw).toHaveBeenCalledOnce();
    expect(store.listeners.size).toBe(0);
  });

  it('comes without one when that is overdue, and not again with it', () => {
    const store = storeAtStart();
    const draw = vi.fn();
    onceReceived(store, draw);
    vi.advanceTimersByTime(499);
    expect(draw).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    store.tell(some);
    expect(draw).toHaveBeenCalledOnce();
  });
});
