import { useEffect, useState } from 'preact/hooks';
import type { ComponentType } from 'preact';
import type { DetailProps } from './detail/detail.tsx';

/** The page of one sandbox, with the plots' library, is loaded when it is first wanted: the popup comes up without it. */
export function DetailPage(props: DetailProps) {
  const [Page, setPage] = useState<ComponentType<DetailProps> | null>(null);
  useEffect(() => {
    let over = false;
    void import('./detail/detail.tsx').then(({ Detail }) => {
      if (!over) setPage(() => Detail);
    });
    return () => {
      over = true;
    };
  }, []);
  return Page && <Page {...props} />;
}
