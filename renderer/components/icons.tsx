const shapes = {
  /** A lock; open, or closed and filled. */
  lock: 'M5 7V5a3 3 0 0 1 6 0v2h1v6H4V7zM6.5 7h3V5a1.5 1.5 0 0 0-3 0z',
  unlocked: 'M4 7h1V5a3 3 0 0 1 5.9-.8l-1.4.5A1.5 1.5 0 0 0 6.5 5v2H12v6H4zm1.3 1.3v3.4h5.4V8.3z',
  below: 'M3.6 6.3l1-1L8 8.7l3.4-3.4 1 1L8 10.7z',
  more: 'M2.5 6.7h2.6v2.6H2.5zM6.7 6.7h2.6v2.6H6.7zM10.9 6.7h2.6v2.6h-2.6z',
} as const;

/** A small drawing in the colour of the text. Says nothing to a screen reader: what it is on has a name. */
export function Icon({ name }: { readonly name: keyof typeof shapes }) {
  return (
    <svg class="icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      <path d={shapes[name]} fill-rule="evenodd" />
    </svg>
  );
}
