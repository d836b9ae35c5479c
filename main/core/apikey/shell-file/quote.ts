import type { ShellKind } from './types.ts';

/** What can be put between quotes at all: printable ASCII. A line break could end the line, a NUL the value. */
export function isQuotable(value: string): boolean {
  return /^[\u0020-\u007e]*$/.test(value);
}

/**
 * One word that the shell reads as exactly this value. Between single quotes POSIX shells know no escapes at all, so that
 * only the quote itself has to be left out; fish knows two, `\\` and `\'`. Measured with bash, zsh and fish.
 */
export function quote(value: string, kind: ShellKind): string {
  return kind === 'fish' ? `'${value.replace(/[\\']/g, '\\$&')}'` : `'${value.replaceAll("'", "'\\''")}'`;
}

/** The value that `quote` was given; null for a word that it does not write. */
export function unquote(word: string, kind: ShellKind): string | null {
  if (word.length < 2 || !word.startsWith("'") || !word.endsWith("'")) return null;
  const inner = word.slice(1, -1);
  const value = kind === 'fish' ? inner.replace(/\\([\\'])/g, '$1') : inner.replaceAll("'\\''", "'");
  return quote(value, kind) === word ? value : null;
}
