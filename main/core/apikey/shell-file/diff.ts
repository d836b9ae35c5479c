import { maskKey } from '../key-form.ts';
import { redactText } from '../redact.ts';
import { keyOfLine } from './body.ts';
import { inOrder, type Edit } from './edit.ts';
import { quote } from './quote.ts';
import { keyVariable, type DiffLine, type ShellKind } from './types.ts';

const contextLines = 2;

/** What the edits do, line by line, for people's eyes: with keys masked, and text read as UTF-8. */
export function diffOf(text: string, edits: readonly Edit[], kind: ShellKind): readonly DiffLine[] {
  const lines: DiffLine[] = [];
  let shownTo = 0;
  const show = (of: DiffLine['kind'], part: string) =>
    lines.push(...toLines(part).map((line) => ({ kind: of, text: maskLine(line, kind) })));
  for (const { start, end, removed, added } of inOrder(edits).map((edit) => wholeLines(text, edit))) {
    const from = Math.max(shownTo, linesBack(text, start, contextLines));
    const until = shownTo === 0 ? 0 : Math.min(start, linesOn(text, shownTo, contextLines));
    if (until < from) {
      show('context', text.slice(shownTo, until));
      if (from > 0) lines.push({ kind: 'gap', text: '' });
      show('context', text.slice(from, start));
    } else {
      show('context', text.slice(shownTo, start));
    }
    show('removed', removed);
    show('added', added);
    shownTo = end;
  }
  const last = linesOn(text, shownTo, contextLines);
  show('context', text.slice(shownTo, last));
  if (last < text.length) lines.push({ kind: 'gap', text: '' });
  return lines;
}

/** An edit within a line is shown as that line, before and after. */
function wholeLines(text: string, { start, end, replacement }: Edit) {
  const isLineStart = start === 0 || text[start - 1] === '\n';
  if (start === end && !isLineStart) {
    // A line end that was missing, and what follows it.
    return { start, end, removed: '', added: replacement.replace(/^\r?\n/, '') };
  }
  const isLineEnd = end === text.length || (end > start && text[end - 1] === '\n') || replacement.endsWith('\n');
  const to = isLineEnd ? end : linesOn(text, end, 1);
  const from = isLineStart ? start : start + (/^\r?\n/.exec(text.slice(start, start + 2))?.[0].length ?? 0);
  return { start: from, end: to, removed: text.slice(from, to), added: replacement + text.slice(end, to) };
}

function linesBack(text: string, from: number, count: number): number {
  let at = from;
  for (let line = 0; line < count && at > 0; line++) at = at < 2 ? 0 : text.lastIndexOf('\n', at - 2) + 1;
  return at;
}

function linesOn(text: string, from: number, count: number): number {
  let at = from;
  for (let line = 0; line < count && at < text.length; line++) {
    const lf = text.indexOf('\n', at);
    at = lf === -1 ? text.length : lf + 1;
  }
  return at;
}

function toLines(part: string): string[] {
  if (part === '') return [];
  const utf8 = Buffer.from(part, 'latin1').toString('utf8');
  return utf8.replace(/\r?\n$/, '').split(/\r?\n/);
}

/** Longer lines are cut: a preview is read by people. */
const maxLineLength = 400;

function maskLine(line: string, kind: ShellKind): string {
  const key = keyOfLine(line, kind);
  if (key) return line.replace(quote(key.reveal(), kind), () => `'${maskKey(key)}'`);
  const short = line.length > maxLineLength ? `${line.slice(0, maxLineLength)}…` : line;
  return redactText(short).replace(valueOfVariable, '$1…').replace(valueOfSecret, '$1…');
}

/** Whatever form the value of somebody else's line has. */
const valueOfVariable = new RegExp(`(${keyVariable}(?:=|\\s+(?=\\S)|:)).*`);
/** The lines around a change hold what they hold. */
const valueOfSecret = /((?:KEY|TOKEN|SECRET|PASSW|PASS\b|CREDENTIAL)\w*["']?\s*[=:]\s*)[^\s#].*/i;
