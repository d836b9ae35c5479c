import { useMemo } from 'preact/hooks';
import type { Spark } from '../../main/core/history/view.ts';
import { sparkPath, sparkText } from '../spark-model.ts';
import { useWords } from '../words.tsx';

const size = { width: 76, height: 20 };

/** Memory of the last hour. It has its place before there is anything to draw, so that nothing jumps. */
export function Sparkline({ spark }: { readonly spark: Spark | undefined }) {
  const words = useWords();
  const path = useMemo(() => (spark ? sparkPath(spark, size.width, size.height) : ''), [spark]);
  const text = useMemo(() => (spark ? sparkText(spark, words) : null), [spark, words]);
  return (
    <span class="spark">
      <svg {...size} viewBox={`0 0 ${size.width} ${size.height}`} aria-hidden="true">
        <path class="spark-line" d={path} />
      </svg>
      {text !== null && <span class="hidden-text">{text}</span>}
    </span>
  );
}
