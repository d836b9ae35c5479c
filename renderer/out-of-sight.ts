/** So many are drawn in one idle stretch: with more of them the next frame would be late. */
const drawnAtATime = 6;
/** Where the page is never idle, some are drawn this often all the same, in milliseconds. */
const longestWaitMs = 500;
/** So long after the last step of a scroll its frames come first, in milliseconds. */
const scrollRestMs = 200;

/**
 * Knows what of a list the browser leaves out of its drawing (`content-visibility: auto`), and draws that anew while the page has
 * nothing else to do: with two hundred cards a look changes all of them, and to draw them at once would hold up the scrolling for
 * several frames.
 */
export class OutOfSight {
  readonly #redraws = new Map<Element, () => boolean>();
  readonly #unseen = new Set<Element>();
  readonly #waiting = new Set<Element>();
  #isAsked = false;
  #scrolledAtMs = Number.NEGATIVE_INFINITY;

  /** From now on `redraw` is called when the element comes near, and after each `later`. It is true when something has to be drawn. */
  add(element: Element, redraw: () => boolean): void {
    this.#redraws.set(element, redraw);
    element.addEventListener('contentvisibilityautostatechange', this.#onMoved);
  }

  remove(element: Element): void {
    element.removeEventListener('contentvisibilityautostatechange', this.#onMoved);
    this.#redraws.delete(element);
    this.#unseen.delete(element);
    this.#waiting.delete(element);
  }

  /** False until it is known: what may be seen is never old. */
  isUnseen(element: Element): boolean {
    return this.#unseen.has(element);
  }

  later(element: Element): void {
    this.#waiting.add(element);
    if (this.#isAsked) return;
    this.#isAsked = true;
    this.#ask();
  }

  /** To be called with each step of a scroll: nothing is drawn then but what comes near. */
  readonly scrolled = (): void => {
    this.#scrolledAtMs = performance.now();
  };

  #ask(): void {
    requestIdleCallback(() => this.#drawSome(), { timeout: longestWaitMs });
  }

  readonly #onMoved = (event: Event): void => {
    const { currentTarget: element, skipped } = event as ContentVisibilityAutoStateChangeEvent;
    if (!(element instanceof Element)) return;
    if (skipped) {
      this.#unseen.add(element);
    } else {
      this.#unseen.delete(element);
      this.#draw(element);
    }
  };

  #drawSome(): void {
    const leftMs = this.#scrolledAtMs + scrollRestMs - performance.now();
    if (leftMs > 0) return void setTimeout(() => this.#ask(), leftMs);
    this.#isAsked = false;
    let drawn = 0;
    for (const element of this.#waiting) {
      if (drawn === drawnAtATime) return this.later(element);
      if (this.#draw(element)) drawn += 1;
    }
  }

  #draw(element: Element): boolean {
    this.#waiting.delete(element);
    return this.#redraws.get(element)?.() ?? false;
  }
}
