import type { Edit } from './edit.ts';
import { hereDocuments } from './here-documents.ts';
import { linesOf, type Line } from './lines.ts';
import { insideQuotes } from './open-quotes.ts';
import { keyVariable, type ShellKind } from './types.ts';

/** A line that sets or takes away the variable, besides those of the block. */
export interface OtherLine {
  readonly line: Line;
  readonly kind: 'set' | 'unset';
  readonly conditional: boolean;
  readonly canBeCommentedOut: boolean;
}

/** `:` does nothing, so that a branch whose only line this was is still a branch. */
const offMark = ': #sandman-off# ';

const word = String.raw`(?:'[^']*'|"(?:[^"\\]|\\.)*"|\$\([^()]*\)|\$\{[^{}]*\}|\x60[^\x60]*\x60|\\.|[^\s'"\\;&|()<>\x60#$]|\$(?![({])|(?<=\S)#)`;
const ending = String.raw`\s*;?\s*(?:#.*)?$`;
const v = keyVariable;
const posix = {
  set: new RegExp(String.raw`(?:^|[\s;&|({])${v}\+?=`),
  prefixOfCommand: new RegExp(String.raw`^\s*${v}=${word}*[ \t]+[^\s#;&|]`),
  unset: new RegExp(String.raw`(?:^|[\s;&|({])(?:unset|export\s+-n|typeset\s+\+\w*x\w*)\s(?:[^#;&|]*\s)?${v}(?![\w])`),
  wholeLine: new RegExp(
    String.raw`^\s*(?:(?:(?:export|(?:typeset|declare)\s+-g?x)\s+)?${v}\+?=${word}*|unset\s+(?:-v\s+)?${v})${ending}`,
  ),
};
const fish = {
  set: new RegExp(String.raw`(?:^|[\s;&|(])(?:set(?:\s+-\S+)*\s+${v}(?!\w)|(?:set\s+\S+\s+)?export\s+${v}=)`),
  unset: new RegExp(String.raw`(?:^|[\s;&|(])set(?:\s+-\S+)*\s+(?:--erase|-\w*e\w*)(?:\s+-\S+)*\s+${v}(?!\w)`),
  wholeLine: new RegExp(
    String.raw`^\s*(?:set(?:\s+-\S+)*\s+${v}(?:\s+(?:'(?:[^'\\]|\\.)*'|${word})+)?|export\s+${v}=${word}*)${ending}`,
  ),
};

/** The lines of a file that are about the variable. Comments, here-documents and what is skipped do not count. */
export function otherLines(
  text: string,
  kind: ShellKind,
  skip: readonly { start: number; end: number }[],
): OtherLine[] {
  if (!text.includes(keyVariable)) return [];
  const lines = linesOf(text);
  const documents = kind === 'fish' ? [] : hereDocuments(text);
  const apart = [...skip, ...documents];
  const inQuotes = insideQuotes(text, kind, documents);
  return lines.flatMap((line, index) => {
    if (!line.text.includes(keyVariable) || /^\s*(?:#|: #)/.test(line.text)) return [];
    if (apart.some((part) => part.start <= line.start && line.end <= part.end)) return [];
    const does = whatItDoes(line.text, kind);
    if (does === null) return [];
    const quoted = inQuotes(line.start);
    const continued = /\\$/.test(line.text) || /\\$/.test(lines[index - 1]?.text ?? '');
    const whole = (kind === 'fish' ? fish : posix).wholeLine.test(line.text);
    const conditional = quoted || continued || !whole || /^\s/.test(line.text);
    return [{ line, kind: does, conditional, canBeCommentedOut: whole && !quoted && !continued }];
  });
}

function whatItDoes(text: string, kind: ShellKind): 'set' | 'unset' | null {
  if (kind === 'fish') {
    if (fish.unset.test(text)) return 'unset';
    return fish.set.test(text) && !/(?:^|\s)set\s+(?:-q|--query)\s/.test(text) ? 'set' : null;
  }
  if (posix.unset.test(text)) return 'unset';
  return posix.set.test(text) && !posix.prefixOfCommand.test(text) ? 'set' : null;
}

/** `start`: where the line begins. */
export function commentOut(start: number): Edit {
  return { start, end: start, replacement: offMark };
}

/** Gives back what `commentOut` took. */
export function bringBack(text: string): readonly Edit[] {
  if (!text.includes(offMark)) return [];
  return linesOf(text)
    .filter((line) => line.text.startsWith(offMark))
    .map((line) => ({ start: line.start, end: line.start + offMark.length, replacement: '' }));
}
