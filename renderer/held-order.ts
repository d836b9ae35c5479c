import { useLayoutEffect, useRef, useState } from 'preact/hooks';

interface Hold {
  /** True while somebody is there: with the pointer over it, or with the focus in it. */
  readonly isHeld: boolean;
  /** For the element around the list, and around what leads to its top: that must not go away under the pointer. */
  readonly handlers: {
    readonly onMouseEnter: () => void;
    readonly onMouseLeave: () => void;
    readonly onFocusIn: () => void;
    readonly onFocusOut: (event: FocusEvent) => void;
  };
}

/** Whether a list has to stay as it is. */
export function useHold(): Hold {
  const [hasPointer, setPointer] = useState(false);
  const [hasFocus, setFocus] = useState(false);
  return {
    isHeld: hasPointer || hasFocus,
    handlers: {
      onMouseEnter: () => setPointer(true),
      onMouseLeave: () => setPointer(false),
      onFocusIn: () => setFocus(true),
      // Without another element the window itself has lost the focus: nobody is at the list.
      onFocusOut: ({ currentTarget, relatedTarget }) =>
        setFocus(
          currentTarget instanceof Node && relatedTarget instanceof Node && currentTarget.contains(relatedTarget),
        ),
    },
  };
}

/** An element that is moved loses the focus, at least in older Chromium: it gets it back, without scrolling. */
export function useFocusKept(): void {
  const before = document.activeElement;
  useLayoutEffect(() => {
    const isLost = before !== document.activeElement && document.activeElement === document.body;
    if (isLost && before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
  });
}

/** What was last passed while `isHeld` was false or `about` was another. */
export function useHeld<T>(value: T, isHeld: boolean, about: string): T {
  const kept = useRef({ value, about });
  if (!isHeld || kept.current.about !== about) kept.current = { value, about };
  return kept.current.value;
}
