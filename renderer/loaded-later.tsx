import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';

/** A part of the page that is loaded when it is first wanted: the popup comes up without it. */
export function loadedLater<Props extends object>(load: () => Promise<ComponentType<Props>>): ComponentType<Props> {
  return function Later(props: Props) {
    const [Part, setPart] = useState<ComponentType<Props> | null>(null);
    useEffect(() => {
      let over = false;
      void load().then((loaded) => {
        if (!over) setPart(() => loaded);
      });
      return () => {
        over = true;
      };
    }, []);
    return Part && <Part {...props} />;
  };
}
