import { useEffect, useState } from 'preact/hooks';
import { useWords } from '../words.tsx';

/** Below this much of the list the first card is still in sight, in pixels. */
const inSightPx = 40;

interface WarnedHintProps {
  readonly list: { readonly current: HTMLElement | null };
  /** All that are about to be stopped, and how many of them stand elsewhere than at the top. */
  readonly warned: number;
  readonly elsewhere: number;
  readonly onShow: () => void;
}

/** Leads to the countdowns while they are out of sight: above what is scrolled to, not moved up yet, or not searched for. */
export function WarnedHint({ list, warned, elsewhere, onShow }: WarnedHintProps) {
  const { t } = useWords();
  const isScrolled = useScrolledPast(list);
  const count = isScrolled ? warned : elsewhere;
  return (
    <div class="warned-hint" role="status">
      {count > 0 && (
        <button type="button" class="button" onClick={onShow}>
          {t('list.warned', { count })} <span aria-hidden="true" class="up-arrow" />
        </button>
      )}
    </div>
  );
}

function useScrolledPast(list: { readonly current: HTMLElement | null }): boolean {
  const [isScrolled, setScrolled] = useState(false);
  useEffect(() => {
    const scroller = list.current?.closest('main');
    if (!scroller) return undefined;
    const look = () => {
      const top = (list.current?.getBoundingClientRect().top ?? 0) - scroller.getBoundingClientRect().top;
      setScrolled(top < -inSightPx);
    };
    look();
    scroller.addEventListener('scroll', look, { passive: true });
    return () => scroller.removeEventListener('scroll', look);
  }, [list]);
  return isScrolled;
}
