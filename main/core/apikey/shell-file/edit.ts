import { findBlocks, renderBlock, type Block } from './block.ts';
import { lineEndOf } from './lines.ts';
import type { ShellKind } from './types.ts';

/** One replaced range of a text. An edit never overlaps another. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly replacement: string;
}

const byteOrderMark = '\u00ef\u00bb\u00bf';

/** The text (Latin-1, one character a byte) with the edits made. */
export function withEdits(text: string, edits: readonly Edit[]): string {
  let result = '';
  let position = 0;
  for (const edit of inOrder(edits)) {
    result += text.slice(position, edit.start) + edit.replacement;
    position = edit.end;
  }
  return result + text.slice(position);
}

export function inOrder(edits: readonly Edit[]): readonly Edit[] {
  return [...edits].sort((one, other) => one.start - other.start);
}

/**
 * Puts the one block with this body into a file: the first block that is there is brought up to date where it is, further
 * ones go. A new one goes to the start, where no early `return`, open quote or failing command can keep the shell from it.
 */
export function putBlock(text: string, body: readonly string[], kind: ShellKind, newFile: boolean): readonly Edit[] {
  const [first, ...others] = findBlocks(text, kind).blocks;
  if (!first) return [insertion(text, body, newFile)];
  const wanted = renderBlock(body, first, lineEndOf(text));
  const edits = others.map((block) => cut(text, block));
  if (text.slice(first.start, first.end) !== wanted) {
    edits.unshift({ start: first.start, end: first.end, replacement: wanted });
  }
  return edits;
}

/** Takes every block out, and with each what was added for it. */
export function cutBlocks(text: string, kind: ShellKind): readonly Edit[] {
  return findBlocks(text, kind).blocks.map((block) => cut(text, block));
}

/** True when nothing would be left of a file that Sandman made. */
export function wasMadeForBlock(text: string, kind: ShellKind): boolean {
  const { blocks } = findBlocks(text, kind);
  return blocks.some((block) => block.newFile) && withEdits(text, cutBlocks(text, kind)) === '';
}

function insertion(text: string, body: readonly string[], newFile: boolean): Edit {
  const at = insertAt(text);
  const lineEnd = lineEndOf(text);
  const joined = at > 0 && text[at - 1] !== '\n';
  const block = renderBlock(body, { newFile, joined }, lineEnd);
  return { start: at, end: at, replacement: joined ? lineEnd + block : block };
}

function insertAt(text: string): number {
  // The shell takes the mark for the start of the first command: that line stays as it is, whatever it is.
  if (text.startsWith(byteOrderMark)) return text.length;
  if (!text.startsWith('#!')) return 0;
  const lf = text.indexOf('\n');
  return lf === -1 ? text.length : lf + 1;
}

function cut(text: string, block: Block): Edit {
  // Behind the block something was added meanwhile: it needs the line end, now.
  const takesLineEnd = block.joined && block.end === text.length;
  // The line end that was added is of the same kind as those of the block. A CR before it may be the user's.
  const lineEnd = text.slice(block.start, block.end).includes('\r\n') ? '\r\n' : '\n';
  const isThere = takesLineEnd && text.slice(0, block.start).endsWith(lineEnd);
  const start = isThere ? block.start - lineEnd.length : block.start;
  return { start, end: block.end, replacement: '' };
}
