import { useEffect } from 'preact/hooks';

interface Focused {
  readonly element: Element;
  /** What can have the focus in its place, the nearest first. */
  readonly places: readonly HTMLElement[];
  readonly page: Element | null;
}

/**
 * A control that did its work may go away with the focus in it: then what it was in gets it (a card, a part of the panel), also
 * where that was drawn anew elsewhere, and without one the headline, so that whoever works with the keyboard goes on from there.
 * A page that goes away as a whole leaves the focus to the next one, and who uses the mouse needs none.
 */
export function useFocusHeir(): void {
  useEffect(() => {
    let last: Focused | null = null;
    let byKey = false;
    const isLost = () => document.activeElement === null || document.activeElement === document.body;
    const come = ({ target }: FocusEvent) => {
      last =
        target instanceof Element
          ? { element: target, places: placesAround(target), page: target.closest('header, main') }
          : null;
    };
    // Chromium may tell it of what is being taken away, too, which is known only when it is gone.
    const leave = () =>
      queueMicrotask(() => {
        if (last?.element.isConnected && isLost()) last = null;
      });
    const press = ({ type }: Event) => {
      byKey = type === 'keydown';
    };
    const observer = new MutationObserver(() => {
      if (last === null || last.element.isConnected || !isLost()) return;
      const { places, page } = last;
      last = null;
      if (!byKey || !page?.isConnected) return;
      const heir = places.map(whereNow).find((one) => one !== null) ?? document.querySelector<HTMLElement>('h1');
      heir?.focus({ preventScroll: true });
    });
    const heard = [
      ['focusin', come],
      ['focusout', leave],
      ['keydown', press],
      ['pointerdown', press],
    ] as const;
    for (const [type, listener] of heard) document.addEventListener(type, listener as EventListener, true);
    observer.observe(document.body, { childList: true, subtree: true });
    return () => {
      for (const [type, listener] of heard) document.removeEventListener(type, listener as EventListener, true);
      observer.disconnect();
    };
  }, []);
}

/** What can have the focus of it and of what it is in, the nearest first. */
function placesAround(element: Element): readonly HTMLElement[] {
  const place = element.closest<HTMLElement>('[tabindex]');
  if (place === null) return [];
  return place.parentElement === null ? [place] : [place, ...placesAround(place.parentElement)];
}

/** The place itself, or the one of the same sandbox: a card may have gone to the stopped ones, or come back from there. */
function whereNow(place: HTMLElement): HTMLElement | null {
  if (place.isConnected) return place;
  const key = place.dataset['key'];
  const same = key === undefined ? null : document.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`);
  return same?.checkVisibility() ? same : null;
}
