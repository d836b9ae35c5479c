import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findBlocks } from '../../../main/core/apikey/shell-file/block.ts';
import { cutBlocks, putBlock, withEdits } from '../../../main/core/apikey/shell-file/edit.ts';
import { isQuotable, quote, unquote } from '../../../main/core/apikey/shell-file/quote.ts';
import { otherLines } from '../../../main/core/apikey/shell-file/other-lines.ts';

const body = ["export ANTHROPIC_API_KEY='x' # Sandman"];
const put = (text: string, lines = body) => withEdits(text, putBlock(text, lines, 'bash', false));
const cut = (text: string) => withEdits(text, cutBlocks(text, 'bash'));

/** Any bytes, with more line ends, quotes and marks than chance would give. */
const texts = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary', maxLength: 12 }).map((part) => Buffer.from(part).toString('latin1')),
      fc.constantFrom(
        '\n',
        '\r\n',
        '\r',
        '\u00ef\u00bb\u00bf',
        '#!/bin/sh',
        "'",
        '"',
        '<<EOF\n',
        'EOF\n',
        '\\',
        'return\n',
      ),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''));

describe('the block in any file', () => {
  it('is taken out without a trace', () => {
    fc.assert(
      fc.property(texts, (text) => void expect(cut(put(text))).toBe(text)),
      { numRuns: 3_000 },
    );
  });

  it('is put in once, however often', () => {
    fc.assert(
      fc.property(texts, (text) => void expect(put(put(text))).toBe(put(text))),
      { numRuns: 2_000 },
    );
  });

  it('is brought up to date where it is', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const changed = put(put(text), ['another line # Sandman']);
        expect(findBlocks(changed, 'bash').blocks).toHaveLength(1);
        expect(cut(changed)).toBe(text);
      }),
      { numRuns: 2_000 },
    );
  });

  it('keeps what was added behind it, on a line of its own', () => {
    const joined = put('\u00ef\u00bb\u00bfA=1');
    expect(cut(`${joined}B=2\n`)).toBe('\u00ef\u00bb\u00bfA=1\nB=2\n');
  });
});

describe('a quoted value', () => {
  const values = fc.string({ unit: fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code)) });
  it.each(['bash', 'zsh', 'fish'] as const)('is read back as it was (%s)', (kind) => {
    fc.assert(
      fc.property(values, (value) => void expect(unquote(quote(value, kind), kind)).toBe(value)),
      { numRuns: 2_000 },
    );
  });

  it.each(['a\nb', 'a\rb', 'a\0b', 'ä', '\u2028', '\u001b'])('cannot hold %j', (value) => {
    expect(isQuotable(value)).toBe(false);
  });
});

describe('other lines about the variable', () => {
  const found = (text: string, kind: 'bash' | 'fish' = 'bash') =>
    otherLines(text, kind, []).map(({ line, kind: does, canBeCommentedOut }) => [line.number, does, canBeCommentedOut]);

  it.each([
    ['export ANTHROPIC_API_KEY=abc', [[1, 'set', true]]],
    ['  export ANTHROPIC_API_KEY="$(op read \'op://a/b\')" # mine', [[1, 'set', true]]],
    ['ANTHROPIC_API_KEY=abc', [[1, 'set', true]]],
    ['unset ANTHROPIC_API_KEY', [[1, 'unset', true]]],
    ['[ -f x ] && export ANTHROPIC_API_KEY=abc', [[1, 'set', false]]],
    ['export A=1 ANTHROPIC_API_KEY=abc', [[1, 'set', false]]],
    ['export ANTHROPIC_API_KEY="abc\ndef"', [[1, 'set', false]]],
    ['export ANTHROPIC_API_KEY=abc \\\n  B=1', [[1, 'set', false]]],
    ["alias x='\nexport ANTHROPIC_API_KEY=abc\n'", [[2, 'set', false]]],
    ['# export ANTHROPIC_API_KEY=abc', []],
    ['ANTHROPIC_API_KEY=abc claude', []],
    ["alias c='ANTHROPIC_API_KEY= claude'", []],
    ['export ANTHROPIC_API_KEY_OLD=abc', []],
    ['cat <<E\nexport ANTHROPIC_API_KEY=abc\nE', []],
    ['echo $ANTHROPIC_API_KEY', []],
  ])('%j', (text, expected) => {
    expect(found(text)).toEqual(expected);
  });

  it.each([
    ['set -gx ANTHROPIC_API_KEY abc', [[1, 'set', true]]],
    ['set --export --global ANTHROPIC_API_KEY "abc"', [[1, 'set', true]]],
    ['set -e ANTHROPIC_API_KEY', [[1, 'unset', true]]],
    ['if not set -q ANTHROPIC_API_KEY; set -gx ANTHROPIC_API_KEY abc; end', []],
    ['set -q ANTHROPIC_API_KEY', []],
  ] as const)('fish: %j', (text, expected) => {
    if (text.startsWith('if')) expect(found(text, 'fish').every(([, , can]) => can === false)).toBe(true);
    else expect(found(text, 'fish')).toEqual(expected);
  });
});
