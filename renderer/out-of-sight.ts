/** What is this near to the edge of the list, in pixels, is taken for seen: it has to be right when it comes in. */
const marginPixels = 300;
/** So much of an idle stretch is left over, in milliseconds: the next frame is not to be late. */
const leftOverMs = 2;
/** Where the page is never idle, one is drawn anew at least this often, in milliseconds. */
const longestWaitMs = 500;

/**
 * Tells what of a list can be seen, and draws the rest anew while the page has nothing else to do: with two hundred cards a look
 * changes all of them, and to draw them at once would hold up the scrolling for several frames.
 */
export class OutOfSight {
  readonly #near = new Map<Element, boolean>();
  readonly #redraws = new Map<Element, () => void>();
  readonly #waiting = new Set<Element>();
  #observer: IntersectionObserver | null = null;
  #isAsked = false;

  /** From now on `redraw` is called when the element comes near, and after each `later`. */
  add(element: Element, redraw: () => void): void {
    this.#observer ??= new IntersectionObserver((entries) => this.#moved(entries), {
      root: element.closest('main'),
      rootMargin: `${marginPixels}px 0px`,
    });
    this.#redraws.set(element, redraw);
    this.#observer.observe(element);
  }

  remove(element: Element): void {
    this.#observer?.unobserve(element);
    this.#redraws.delete(element);
    this.#near.delete(element);
    this.#waiting.delete(element);
  }

  /** False until it is known: what may be seen is never old. */
  isUnseen(element: Element): boolean {
    return this.#near.get(element) === false;
  }

  later(element: Element): void {
    this.#waiting.add(element);
    if (this.#isAsked) return;
    this.#isAsked = true;
    requestIdleCallback((deadline) => this.#drawSome(deadline), { timeout: longestWaitMs });
  }

  #moved(entries: readonly IntersectionObserverEntry[]): void {
    for (const { target, isIntersecting } of entries) {
      if (!this.#redraws.has(target)) continue;
      this.#near.set(target, isIntersecting);
      if (isIntersecting) this.#draw(target);
    }
  }

  #drawSome(deadline: IdleDeadline): void {
    this.#isAsked = false;
    for (const element of this.#waiting) {
      this.#draw(element);
      if (deadline.timeRemaining() < leftOverMs) break;
    }
    const [next] = this.#waiting;
    if (next) this.later(next);
  }

  #draw(element: Element): void {
    this.#waiting.delete(element);
    this.#redraws.get(element)?.();
  }
}
