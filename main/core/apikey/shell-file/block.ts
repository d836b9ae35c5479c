import { createHash } from 'node:crypto';
import { hereDocuments } from './here-documents.ts';
import { linesOf, type Line } from './lines.ts';
import type { ShellKind } from './types.ts';

const startMark = '# >>> sandman api key >>>';
const endMark = '# <<< sandman api key <<<';
const startLine = /^# >>> sandman api key >>> .*\[([0-9a-f]{12})((?: [a-z]+)*)\]$/;

/** What has to be known to take a block out again without a trace. */
export interface BlockOrigin {
  /** The file did not exist before. */
  readonly newFile: boolean;
  /** The line before the block had no end, and was given one. */
  readonly joined: boolean;
}

export interface Block extends BlockOrigin {
  readonly start: number;
  readonly end: number;
  /** Of its first line, from 1. */
  readonly line: number;
  readonly body: readonly string[];
  /** False: somebody changed it by hand. */
  readonly intact: boolean;
}

export interface Blocks {
  readonly blocks: readonly Block[];
  /** Lines with a mark that has no partner, from 1. */
  readonly brokenLines: readonly number[];
}

export function renderBlock(body: readonly string[], origin: BlockOrigin, lineEnd: string): string {
  const flags = flagsOf(origin);
  const head = `${startMark} written by Sandman; "sandman key remove" takes it out [${checkOf(body, flags)}${flags}]`;
  return [head, ...body, endMark, ''].join(lineEnd);
}

/**
 * The blocks of a file. Marks are found whatever the line ends are now. Those in a here-document are text of the user: a
 * set-up script may well carry a copy of the block.
 */
export function findBlocks(text: string, kind: ShellKind): Blocks {
  const blocks: Block[] = [];
  const brokenLines: number[] = [];
  if (!text.includes('sandman api key')) return { blocks, brokenLines };
  const quoted = kind === 'fish' ? [] : hereDocuments(text);
  let open: Line | null = null;
  let body: string[] = [];
  for (const line of linesOf(text)) {
    const mark = markOf(line.text);
    if (mark && quoted.some((part) => part.start <= line.start && line.end <= part.end)) {
      if (open) body.push(line.text);
    } else if (mark === 'start') {
      if (open) brokenLines.push(open.number);
      open = line;
      body = [];
    } else if (mark === 'end') {
      if (open) blocks.push(blockOf(open, body, line));
      else brokenLines.push(line.number);
      open = null;
    } else if (open) {
      body.push(line.text);
    }
  }
  if (open) brokenLines.push(open.number);
  return { blocks, brokenLines };
}

function markOf(text: string): 'start' | 'end' | null {
  const bare = text.trim();
  if (bare.startsWith(startMark)) return 'start';
  return bare.startsWith(endMark) ? 'end' : null;
}

function blockOf(first: Line, body: readonly string[], last: Line): Block {
  const [, check, flags = ''] = startLine.exec(first.text) ?? [];
  return {
    start: first.start,
    end: last.end,
    line: first.number,
    body,
    intact: check === checkOf(body, flags) && last.text === endMark,
    newFile: flags.includes('new'),
    joined: flags.includes('joined'),
  };
}

function flagsOf({ newFile, joined }: BlockOrigin): string {
  return `${newFile ? ' new' : ''}${joined ? ' joined' : ''}`;
}

/** Tells whether the lines are as Sandman wrote them, however they end. No protection: whoever may write the file may lie. */
function checkOf(body: readonly string[], flags: string): string {
  return createHash('sha256')
    .update([flags, ...body].join('\n'), 'latin1')
    .digest('hex')
    .slice(0, 12);
}
