import { Component, createRef, type ComponentChildren, type RefObject } from 'preact';
import type { OutOfSight } from '../out-of-sight.ts';

/** One drawing that is not made yet. */
export interface Drawing {
  /** All that it depends on: it is the same while all of these are. */
  readonly on: readonly unknown[];
  readonly draw: (element: RefObject<HTMLLIElement | null>) => ComponentChildren;
}

interface KeptProps {
  readonly outOfSight: OutOfSight;
  /** What has to be drawn at once when it changes, even where it cannot be seen. */
  readonly urgent: string;
  /** What the drawing is of: while it is the same, only time has passed, which nobody sees where it is out of sight. */
  readonly of: object;
  readonly next: () => Drawing;
}

/**
 * An element that is drawn again only when what it depends on has changed (with every look all objects are new, and most of them
 * the same), and later where it is out of sight.
 */
export class Kept extends Component<KeptProps> {
  readonly #element = createRef<HTMLLIElement>();
  #drawn: Drawing | null = null;
  /** Made to see whether it differs, and by which of the props. */
  #coming: { readonly by: KeptProps['next']; readonly drawing: Drawing } | null = null;

  override componentDidMount(): void {
    const element = this.#element.current;
    if (element) this.props.outOfSight.add(element, () => this.#redraw());
  }

  override componentWillUnmount(): void {
    if (this.#element.current) this.props.outOfSight.remove(this.#element.current);
  }

  override shouldComponentUpdate(next: Readonly<KeptProps>): boolean {
    const element = this.#element.current;
    const { outOfSight, urgent, of } = this.props;
    if (!element || next.urgent !== urgent || !outOfSight.isUnseen(element)) return this.#hasChanged(next);
    if (next.of !== of) outOfSight.later(element);
    return false;
  }

  override render(): ComponentChildren {
    const { next } = this.props;
    // A drawing that was asked for out of turn is made later, and there may be newer props by then.
    this.#drawn = this.#coming?.by === next ? this.#coming.drawing : next();
    this.#coming = null;
    return this.#drawn.draw(this.#element);
  }

  #redraw(): boolean {
    const hasChanged = this.#hasChanged(this.props);
    if (hasChanged) this.forceUpdate();
    return hasChanged;
  }

  #hasChanged(props: Readonly<KeptProps>): boolean {
    const coming = props.next();
    const before = this.#drawn?.on;
    const isSame = before?.length === coming.on.length && coming.on.every((one, index) => one === before[index]);
    this.#coming = isSame ? null : { by: props.next, drawing: coming };
    return !isSame;
  }
}
