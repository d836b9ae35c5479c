import { useEffect, useState } from 'preact/hooks';
import { sparkSlots, sparkStepMs, type Spark } from '../main/core/history/view.ts';
import type { AppState } from '../main/core/model/app-state.ts';
import type { SandboxKey } from '../main/core/model/sandbox.ts';
import { emptySpark, extendSpark } from './spark-model.ts';
import type { Store } from './store.ts';

export type SparkBook = ReadonlyMap<SandboxKey, Spark>;

/** After a pause this long the page was hidden: what it missed is asked for again. */
const pauseMs = 2 * sparkStepMs;

/** The last hour of every sandbox: asked once, and continued with every state. */
export function useSparks(store: Store): SparkBook {
  const [book, setBook] = useState<SparkBook>(new Map());
  useEffect(() => {
    let current: SparkBook = new Map();
    let seen: AppState | null = null;
    let over = false;
    const show = (next: SparkBook) => {
      current = next;
      setBook(next);
    };
    const ask = () =>
      store.pictured
        .then(() => store.bridge.call('getSparks'))
        .then((sparks) => {
          if (over || 'ok' in sparks) return;
          show(new Map(Object.entries(sparks) as [SandboxKey, Spark][]));
          const state = store.received()?.state;
          if (state) show(continued(current, state));
        })
        .catch(() => undefined);
    const take = () => {
      const state = store.received()?.state;
      if (!state || state === seen) return;
      const paused = state.atMs - (seen?.atMs ?? 0) > pauseMs;
      seen = state;
      // What has just come may have run within the last hour already.
      if (paused || state.sandboxes.some((one) => one.status === 'running' && !current.has(one.key))) void ask();
      else show(continued(current, state));
    };
    take();
    const dispose = store.subscribe(take);
    return () => {
      over = true;
      dispose();
    };
  }, [store]);
  return book;
}

/** Pure: the lines with what this state shows. Those of sandboxes that no longer run are dropped. */
export function continued(book: SparkBook, { sandboxes }: AppState): SparkBook {
  const running = sandboxes.filter(({ status }) => status === 'running');
  return new Map(
    running.map(({ key, observedAtMs, usage }) => {
      const spark = book.get(key) ?? emptySpark(sparkStepMs, sparkSlots, observedAtMs);
      return [key, extendSpark(spark, observedAtMs, usage.memory?.usedBytes ?? null)];
    }),
  );
}
