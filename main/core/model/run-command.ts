import type { RuntimeId } from './runtime.ts';

/** For whose shells a command is written: `windows` is PowerShell and cmd alike, for nothing tells which of them is open. */
export type ShellFamily = 'posix' | 'windows';

export function shellFamilyOf(platform: NodeJS.Platform): ShellFamily {
  return platform === 'win32' ? 'windows' : 'posix';
}

interface Runnable {
  readonly runtime: RuntimeId;
  readonly name: string;
  readonly agent?: string;
  readonly workspaces: readonly string[];
}

/**
 * What is typed in a terminal to get back into a sandbox, word by word; null for one that is made up, and for one whose name or
 * folder is no plain word: they may come from an image's labels. It starts the sandbox where it is stopped, and attaches to its
 * agent (reference, sections 1.3, 1.4 and 2.2).
 */
export function runWords({ runtime, name, agent, workspaces }: Runnable): readonly [string, ...string[]] | null {
  switch (runtime) {
    case 'sbx':
      return isPlain(name) ? ['sbx', 'run', name] : null;
    case 'docker-sandbox':
      return isPlain(name) ? ['docker', 'sandbox', 'run', name] : null;
    case 'containers': {
      // There is one such sandbox for each folder, and the command finds it by the folder.
      const folder = workspaces[0];
      const kind = agent ?? 'claude';
      if (!isPlain(kind) || (folder !== undefined && !isPlain(folder))) return null;
      return ['docker', 'sandbox', 'run', ...(folder === undefined ? [] : ['-w', folder]), kind];
    }
    case 'demo':
      return null;
  }
}

/** The same as one line for a shell; null also where a word cannot be quoted for it. */
export function runCommand(sandbox: Runnable, shell: ShellFamily): string | null {
  const words = runWords(sandbox);
  return words === null ? null : commandLine(words, shell);
}

/** Words as one line for a shell; null where one of them cannot be quoted. */
export function commandLine(words: readonly string[], shell: ShellFamily): string | null {
  const quoted = words.map(shell === 'windows' ? quoteForWindows : quoteForPosix);
  return quoted.includes(null) ? null : quoted.join(' ');
}

/**
 * What starts with a dash is an option; a control character may be a new line, which runs what stands before it, or an escape of
 * the terminal.
 */
function isPlain(word: string): boolean {
  return word !== '' && !word.startsWith('-') && !/\p{Cc}/u.test(word);
}

function quoteForPosix(word: string): string | null {
  if (/\p{Cc}/u.test(word)) return null;
  return /^[\w@+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

/**
 * Null for what the two shells of Windows read in different ways, or in none that is safe. Within double quotes PowerShell
 * replaces `$` and the backtick, and ends them at typographic ones, too; cmd replaces `%` and `!`. PowerShell takes quotes away
 * that stand around no space before it starts a program: cmd, which runs one that is a `.cmd`, then sees `&`, `|`, `<`, `>` and
 * `^` bare. A backslash at the end would make the closing quote a letter (about_Quoting_Rules, about_Parsing, CommandLineToArgvW).
 */
function quoteForWindows(word: string): string | null {
  if (/^[\w+:./\\-]+$/.test(word)) return word;
  return /^$|["“”„$`%!&|<>^\p{Cc}]|\\$/u.test(word) ? null : `"${word}"`;
}
