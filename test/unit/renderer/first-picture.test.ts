import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { firstPicture } from '../../../renderer/first-picture.ts';

type Listener = (list: { getEntriesByName(name: string): readonly string[] }) => void;

/** Stands in for the page's own: Node's knows nothing of pictures. */
class FakeObserver {
  static now: FakeObserver | null = null;
  isOn = false;

  constructor(readonly listener: Listener) {
    FakeObserver.now = this;
  }

  observe(): void {
    this.isOn = true;
  }

  disconnect(): void {
    this.isOn = false;
  }

  tell(told: string): void {
    this.listener({ getEntriesByName: (name) => (name === told ? [told] : []) });
  }
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('PerformanceObserver', FakeObserver);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function given() {
  const pictured = vi.fn();
  void firstPicture().then(pictured);
  const observer = FakeObserver.now;
  if (!observer) throw new Error('nothing was observed');
  return { pictured, observer };
}

describe('the first picture', () => {
  it('is the one with something on it, not the ground before it', async () => {
    const { pictured, observer } = given();
    observer.tell('first-paint');
    await vi.advanceTimersByTimeAsync(100);
    expect(pictured).not.toHaveBeenCalled();
    observer.tell('first-contentful-paint');
    await vi.advanceTimersByTimeAsync(0);
    expect(pictured).toHaveBeenCalledTimes(1);
    expect(observer.isOn).toBe(false);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('is not waited for longer than half a second: a page that nobody sees has none', async () => {
    const { pictured, observer } = given();
    await vi.advanceTimersByTimeAsync(499);
    expect(pictured).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    expect(pictured).toHaveBeenCalledTimes(1);
    expect(observer.isOn).toBe(false);
  });
});
