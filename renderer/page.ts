import { useEffect, useState } from 'preact/hooks';
import { focusOpener, type Page } from './openers.tsx';

/** What is open in place of the list: the page of a sandbox or of all together, or the panel of the key. */
export function usePage(revealed: string | null) {
  const [key, setKey] = useState<Page | null>(null);
  const [left, setLeft] = useState<Page | null>(null);
  const [showsKey, setShowsKey] = useState(false);
  // A sandbox that is asked for is on the list.
  useEffect(() => {
    if (revealed === null) return;
    setKey(null);
    setShowsKey(false);
  }, [revealed]);
  useEffect(() => {
    const isOnList = revealed !== null && key === null && !showsKey;
    if (isOnList && !document.querySelector(`li.card[data-key="${CSS.escape(revealed)}"]`))
      focusOpener(revealed as Page);
  }, [revealed, key, showsKey]);
  useEffect(() => {
    if (left === null) return;
    focusOpener(left);
    setLeft(null);
  }, [left]);
  return {
    key,
    /** The page that was closed a moment ago: what opened it has to be drawn to take the focus. */
    left,
    showsKey,
    open: setKey,
    close: () => {
      setLeft(key);
      setKey(null);
    },
    openKeyPanel: () => {
      setKey(null);
      setShowsKey(true);
    },
    /** What opened it is there all the time, and gets the focus before that is lost with the panel. */
    closeKeyPanel: () => {
      setShowsKey(false);
      document.querySelector<HTMLElement>('#key-opener')?.focus();
    },
  };
}
