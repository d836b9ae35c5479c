import { Component, type ComponentChildren } from 'preact';

interface KeptProps {
  /** All that the drawing depends on, as text. */
  readonly signature: string;
  readonly draw: () => ComponentChildren;
}

/** Draws again only when what it depends on has changed: with every look all objects are new, and most of them the same. */
export class Kept extends Component<KeptProps> {
  override shouldComponentUpdate(next: Readonly<KeptProps>): boolean {
    return next.signature !== this.props.signature;
  }

  override render(): ComponentChildren {
    return this.props.draw();
  }
}
