import { useEffect, useRef, useState } from 'preact/hooks';

/** How many follow with each further step. */
const moreAtATime = 40;

/**
 * How many of a long list are drawn by now: at once the `first` ones, as many as can be seen, and all of them soon after the first
 * picture, which does not wait for the rest. The one at `least` is drawn in any case, and what was drawn stays: the focus may be
 * in it.
 */
export function useDrawn(first: number, count: number, least: number, pictured: Promise<void>): number {
  const [drawn, setDrawn] = useState(first);
  useEffect(() => {
    if (drawn >= count) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let over = false;
    void pictured.then(() => {
      if (!over) timer = setTimeout(() => setDrawn((before) => before + moreAtATime), 0);
    });
    return () => {
      over = true;
      clearTimeout(timer);
    };
  }, [drawn, count, pictured]);
  const most = useRef(first);
  most.current = Math.max(most.current, drawn, least + 1);
  return most.current;
}
