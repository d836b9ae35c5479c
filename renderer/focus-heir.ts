import { useEffect } from 'preact/hooks';

/**
 * A control that did its work may go away with the focus in it: then the card that it was in gets it, and without one the
 * headline, so that whoever works with the keyboard goes on from there.
 */
export function useFocusHeir(): void {
  useEffect(() => {
    let last: Element | null = null;
    let card: HTMLElement | null = null;
    const isLost = () => document.activeElement === null || document.activeElement === document.body;
    const come = ({ target }: FocusEvent) => {
      last = target instanceof Element ? target : null;
      card = last?.closest<HTMLElement>('[data-key]') ?? null;
    };
    // Chromium may tell it of what is being taken away, too, which is known only when it is gone.
    const leave = () =>
      queueMicrotask(() => {
        if (last?.isConnected && isLost()) last = null;
      });
    const observer = new MutationObserver(() => {
      if (last === null || last.isConnected || !isLost()) return;
      last = null;
      const heir = card?.isConnected ? card : document.querySelector<HTMLElement>('h1');
      heir?.focus({ preventScroll: true });
    });
    document.addEventListener('focusin', come);
    document.addEventListener('focusout', leave);
    observer.observe(document.body, { childList: true, subtree: true });
    return () => {
      document.removeEventListener('focusin', come);
      document.removeEventListener('focusout', leave);
      observer.disconnect();
    };
  }, []);
}
