import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';

interface GroupProps {
  readonly title?: string;
  readonly help?: string;
  /** Why the last change in it was not taken. */
  readonly failure?: string | null;
  /** What there is to be known of one that was. */
  readonly said?: string | null;
  readonly children: ComponentChildren;
}

/** Rows that belong together, in a box. */
export function Group({ title, help, failure, said, children }: GroupProps) {
  const id = useId();
  return (
    <section class="group" {...(title !== undefined && { 'aria-labelledby': id })}>
      {title !== undefined && <h2 id={id}>{title}</h2>}
      <div class="rows">{children}</div>
      {help !== undefined && <p class="group-help">{help}</p>}
      <p class={`failure${failure ? '' : ' said'}`} role="status">
        {failure ?? said}
      </p>
    </section>
  );
}

interface RowProps {
  readonly label: ComponentChildren;
  readonly help?: ComponentChildren;
  readonly children?: ComponentChildren;
}

/** What something is on the left, what can be done about it on the right. */
export function Row({ label, help, children }: RowProps) {
  return (
    <div class="row">
      <div class="row-text">
        <p class="row-label">{label}</p>
        {help !== undefined && <p class="row-help">{help}</p>}
      </div>
      {children !== undefined && <div class="row-control">{children}</div>}
    </div>
  );
}
