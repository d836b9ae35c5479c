/** One line of a file, with its place in it. */
export interface Line {
  /** From 1. */
  readonly number: number;
  readonly start: number;
  /** Behind the line's end mark. */
  readonly end: number;
  /** Without the end mark. */
  readonly text: string;
}

/** Cuts a text into lines that end with LF or CRLF. The last one may lack its end; an empty text has none. */
export function linesOf(text: string): readonly Line[] {
  const lines: Line[] = [];
  for (let start = 0; start < text.length;) {
    const lf = text.indexOf('\n', start);
    const end = lf === -1 ? text.length : lf + 1;
    lines.push({ number: lines.length + 1, start, end, text: text.slice(start, end).replace(/\r?\n$/, '') });
    start = end;
  }
  return lines;
}

/** CRLF only where every line of the file ends so. */
export function lineEndOf(text: string): '\n' | '\r\n' {
  const all = text.match(/\n/g)?.length ?? 0;
  const withReturn = text.match(/\r\n/g)?.length ?? 0;
  return all > 0 && all === withReturn ? '\r\n' : '\n';
}
