import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { useWords } from '../words.tsx';

interface PageHeadProps {
  readonly title: string;
  readonly onBack: () => void;
  readonly children?: ComponentChildren;
}

/** The way back and the name of a page. The name takes the focus, so that a screen reader says where one is. */
export function PageHead({ title, onBack, children }: PageHeadProps) {
  const { t } = useWords();
  const heading = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => heading.current?.focus(), []);
  return (
    <header class="detail-head">
      <button type="button" class="button" onClick={onBack}>
        <span aria-hidden="true" class="back-arrow" />
        {t('detail.back')}
      </button>
      <h1 ref={heading} tabIndex={-1}>
        <bdi>{title}</bdi>
      </h1>
      {children}
    </header>
  );
}
