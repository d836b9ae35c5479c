import type { KeyAdvice } from '../../main/core/apikey/advice.ts';
import { useWords } from '../words.tsx';

/** What is good to know about keys and subscriptions here. */
export function KeyAdviceList({ advice }: { readonly advice: readonly KeyAdvice[] }) {
  const { t } = useWords();
  if (advice.length === 0) return null;
  return (
    <ul class="banners" aria-label={t('key.advice')}>
      {advice.map(({ code, title, text, command }) => (
        <li key={code} class="banner" data-advice={code}>
          <strong>{title}.</strong> {text} {command !== undefined && <code>{command}</code>}
        </li>
      ))}
    </ul>
  );
}
