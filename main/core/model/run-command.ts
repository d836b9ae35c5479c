import type { RuntimeId } from './runtime.ts';

type Platform = 'windows' | 'other';

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

/** The same as one line for a shell; null also where a word cannot be quoted for the shells of the platform. */
export function runCommand(sandbox: Runnable, platform: Platform = 'other'): string | null {
  const words = runWords(sandbox);
  return words === null ? null : commandLine(words, platform);
}

/** Words as one line for a shell; null where one of them cannot be quoted. */
export function commandLine(words: readonly string[], platform: Platform = 'other'): string | null {
  const quoted = words.map((word) => quoteWord(word, platform));
  return quoted.includes(null) ? null : quoted.join(' ');
}

/**
 * What starts with a dash is an option; a control character may be a new line, which runs what stands before it, or an escape of
 * the terminal.
 */
function isPlain(word: string): boolean {
  return word !== '' && !word.startsWith('-') && !/\p{Cc}/u.test(word);
}

function quoteWord(text: string, platform: Platform): string | null {
  if (/\p{Cc}/u.test(text)) return null;
  if (/^[\w@+=:,./-]+$/.test(text)) return text;
  // The shells of Windows have no quotes in which nothing is replaced.
  if (platform === 'windows') return /["$`%!]/.test(text) ? null : `"${text}"`;
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
