import { linesOf, type Line } from './lines.ts';

export interface Span {
  readonly start: number;
  readonly end: number;
}

const opener = /(?<![<\w])<<(-?)[ \t]*(?:'([^']+)'|"([^"]+)"|\\?([\w.+-]+))/g;

/**
 * The bodies of the here-documents of a POSIX-like script, the line that ends each included. One whose end is missing is
 * none: a shift in arithmetic looks the same.
 */
export function hereDocuments(text: string): readonly Span[] {
  if (!text.includes('<<')) return [];
  const lines = linesOf(text);
  const lastAt = new Map(lines.map((line, index) => [line.text.replace(/^\t+/, ''), index]));
  const spans: Span[] = [];
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index];
    if (line === undefined || !line.text.includes('<<') || line.text.trimStart().startsWith('#')) continue;
    for (const [, dash, single, double, bare] of line.text.matchAll(opener)) {
      const word = single ?? double ?? bare ?? '';
      if ((lastAt.get(word) ?? -1) <= index) continue;
      const last = endOf(lines, index + 1, word, dash === '-');
      const first = lines[index + 1];
      if (last === null || first === undefined) continue;
      spans.push({ start: first.start, end: lines[last]?.end ?? text.length });
      index = last;
    }
  }
  return spans;
}

function endOf(lines: readonly Line[], from: number, word: string, tabs: boolean): number | null {
  for (let index = from; index < lines.length; index++) {
    const text = lines[index]?.text ?? '';
    if ((tabs ? text.replace(/^\t+/, '') : text) === word) return index;
  }
  return null;
}
