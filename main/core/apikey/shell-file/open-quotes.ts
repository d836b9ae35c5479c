import type { Span } from './here-documents.ts';
import type { ShellKind } from './types.ts';

/**
 * Tells for a position whether a quote is open there, as far as reading from the start without knowing the whole grammar
 * can tell. It is only used to leave lines alone.
 */
export function insideQuotes(text: string, kind: ShellKind, documents: readonly Span[]): (position: number) => boolean {
  const openFrom: Span[] = [];
  const ahead = [...documents];
  let quote: string | null = null;
  let since = 0;
  for (let index = 0; index < text.length; index++) {
    if (ahead[0] && index >= ahead[0].start) index = ahead.shift()?.end ?? index;
    const char = text[index];
    if (quote === null) {
      if (char === '\\') index++;
      else if (char === '#' && /[\s;&|(]/.test(text[index - 1] ?? '\n')) index = endOfLine(text, index);
      else if (char === "'" || char === '"') [quote, since] = [char, index];
    } else if (char === '\\' && (quote === '"' || kind === 'fish')) {
      index++;
    } else if (char === quote) {
      openFrom.push({ start: since, end: index });
      quote = null;
    }
  }
  if (quote !== null) openFrom.push({ start: since, end: text.length });
  return (position) => openFrom.some((span) => span.start < position && position <= span.end);
}

function endOfLine(text: string, from: number): number {
  const lf = text.indexOf('\n', from);
  return lf === -1 ? text.length : lf;
}
