import path from 'node:path';
import { Secret } from '../secret.ts';
import { quote, unquote } from './quote.ts';
import { keyVariable, type KeyPlace, type ShellKind } from './types.ts';

/** Ends every line that Sandman writes: in a file with CRLF it keeps the CR out of the value. */
const tail = ' # Sandman';

/** The line that exports the key. The value must have passed `isQuotable`. */
export function exportLine(key: Secret, kind: ShellKind): string {
  const word = quote(key.reveal(), kind);
  return kind === 'fish' ? `set -gx ${keyVariable} ${word}${tail}` : `export ${keyVariable}=${word}${tail}`;
}

/** The line that reads the private file, if it is there. `if` and not `&&`: the latter would fail a script under `set -e`. */
export function sourceLine(privateFile: string, homeDir: string, kind: ShellKind): string {
  const word = pathWord(privateFile, homeDir, kind);
  return kind === 'fish'
    ? `if test -r ${word}; source ${word}; end${tail}`
    : `if [ -r ${word} ]; then . ${word}; fi${tail}`;
}

/** Relative to `$HOME` where it can be: the line may be published with the file, and used on another machine. */
function pathWord(file: string, homeDir: string, kind: ShellKind): string {
  const relative = path.relative(homeDir, file);
  const isBelow = relative !== '' && !relative.startsWith('..') && !path.isAbsolute(relative);
  if (!isBelow) return quote(file, kind);
  return /^[\w./-]+$/.test(relative) ? `"$HOME/${relative}"` : `"$HOME"${quote(`/${relative}`, kind)}`;
}

/** All of the private file. */
export function privateFileText(key: Secret, kind: ShellKind): string {
  return `# Written by Sandman: the API key of your sandboxes. Readable by you alone.\n${exportLine(key, kind)}\n`;
}

const exportLines = {
  posix: new RegExp(`^export ${keyVariable}=('.*')${tail}$`),
  fish: new RegExp(`^set -gx ${keyVariable} ('.*')${tail}$`),
};

/** The key that one of these lines exports; null when it is none of them. */
export function keyOfLine(line: string, kind: ShellKind): Secret | null {
  const word = (kind === 'fish' ? exportLines.fish : exportLines.posix).exec(line)?.[1];
  const value = word === undefined ? null : unquote(word, kind);
  return value === null ? null : new Secret(value);
}

/** Where the body of a block has the key, and the key if it is the body itself; null for a body that is neither. */
export function readBody(body: readonly string[], kind: ShellKind): { place: KeyPlace; key: Secret | null } | null {
  const [line, ...more] = body;
  if (line === undefined || more.length > 0) return null;
  const key = keyOfLine(line, kind);
  if (key) return { place: 'block', key };
  return line.endsWith(tail) ? { place: 'private-file', key: null } : null;
}
