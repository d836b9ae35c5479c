import type { Store } from './store.ts';

/** Far longer than the first state takes to come; whoever has waited so long is told that he waits. */
const longestMs = 500;

/**
 * Calls back once, when the first state is there, or when it is overdue. To draw "loading" for the few milliseconds before it
 * would delay the cards by the time of a whole picture.
 */
export function onceReceived(store: Pick<Store, 'received' | 'subscribe'>, draw: () => void): void {
  const end = () => {
    clearTimeout(timer);
    leave();
    draw();
  };
  const timer = setTimeout(end, longestMs);
  const leave = store.subscribe(() => {
    if (store.received()) end();
  });
}
