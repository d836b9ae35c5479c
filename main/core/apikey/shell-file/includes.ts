import path from 'node:path';
import { linesOf } from './lines.ts';

export interface Include {
  /** Where the line begins. */
  readonly at: number;
  /** Absolute. */
  readonly path: string;
}

export interface Folders {
  readonly homeDir: string;
  readonly zdotdir: string;
}

const sourced = /(?:^|[;&|{}]|\bthen\b|\bdo\b|\bbuiltin\b)\s*(?:\.|source)\s+("[^"]+"|'[^']+'|[^\s;&|<>()#]+)/g;

/** The other files that a script reads, as far as their names are written out: `$HOME` and `$ZDOTDIR` are known. */
export function includesOf(text: string, folders: Folders): readonly Include[] {
  if (!/(?:\.|source)\s/.test(text)) return [];
  return linesOf(text).flatMap((line) => {
    if (line.text.trimStart().startsWith('#')) return [];
    return [...line.text.matchAll(sourced)].flatMap(([, word = '']) => {
      const file = expand(word, folders);
      return file === null ? [] : [{ at: line.start, path: file }];
    });
  });
}

function expand(word: string, { homeDir, zdotdir }: Folders): string | null {
  const isSingle = word.startsWith("'");
  const bare = word.replace(/^["']|["']$/g, '');
  const expanded = isSingle
    ? bare
    : bare
        .replace(/^~(?=\/)/, () => homeDir)
        .replace(/\$\{ZDOTDIR:-(?:\$HOME|\$\{HOME\}|~)\}/g, () => zdotdir)
        .replace(/\$(?:\{HOME\}|HOME(?!\w))/g, () => homeDir)
        .replace(/\$(?:\{ZDOTDIR\}|ZDOTDIR(?!\w))/g, () => zdotdir);
  if (!path.isAbsolute(expanded) || (!isSingle && /[$`*?[\]{}\\]/.test(expanded))) return null;
  return path.normalize(expanded);
}
