import { useLayoutEffect, useRef, useState } from 'preact/hooks';

/** Which entry of a list is being edited: its index, `new`, or none. */
export type Edited = number | 'new' | null;

export interface Editor {
  readonly edited: Edited;
  readonly open: (which: Exclude<Edited, null>) => void;
  readonly close: () => void;
  /** The id of the button that opens it, to which the focus comes back. */
  readonly buttonId: (which: Exclude<Edited, null>) => string;
}

export function useEditor(list: string): Editor {
  const [edited, setEdited] = useState<Edited>(null);
  const cameFrom = useRef<string | null>(null);
  const buttonId = (which: Exclude<Edited, null>) => `${list}-edit-${which}`;
  useLayoutEffect(() => {
    if (edited !== null || cameFrom.current === null) return;
    document.getElementById(cameFrom.current)?.focus();
    cameFrom.current = null;
  }, [edited]);
  return {
    edited,
    buttonId,
    open(which) {
      cameFrom.current = buttonId(which);
      setEdited(which);
    },
    close: () => setEdited(null),
  };
}
