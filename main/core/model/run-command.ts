import type { RuntimeId } from './runtime.ts';

interface Runnable {
  readonly runtime: RuntimeId;
  readonly name: string;
  readonly agent?: string;
  readonly workspaces: readonly string[];
}

/**
 * What is typed in a terminal to get back into a sandbox, word by word; null for one that is made up, and for one whose
 * name would be taken for an option. It starts the sandbox where it is stopped, and attaches to its agent (reference,
 * sections 1.3, 1.4 and 2.2).
 */
export function runWords({ runtime, name, agent, workspaces }: Runnable): readonly [string, ...string[]] | null {
  switch (runtime) {
    case 'sbx':
      return isOption(name) ? null : ['sbx', 'run', name];
    case 'docker-sandbox':
      return isOption(name) ? null : ['docker', 'sandbox', 'run', name];
    case 'containers': {
      // There is one such sandbox for each folder, and the command finds it by the folder.
      const folder = workspaces[0];
      const kind = agent ?? 'claude';
      if (isOption(kind)) return null;
      return ['docker', 'sandbox', 'run', ...(folder === undefined ? [] : ['-w', folder]), kind];
    }
    case 'demo':
      return null;
  }
}

/** The same as one line for a shell. */
export function runCommand(sandbox: Runnable, platform: 'windows' | 'other' = 'other'): string | null {
  return (
    runWords(sandbox)
      ?.map((word) => quoteWord(word, platform))
      .join(' ') ?? null
  );
}

function isOption(word: string): boolean {
  return word.startsWith('-');
}

/** As one word of a shell, whatever is in it. */
export function quoteWord(text: string, platform: 'windows' | 'other' = 'other'): string {
  if (/^[\w@%+=:,./-]+$/.test(text)) return text;
  // A file name of Windows has no quotation mark in it, and nothing else that is dangerous within them but `%` and `!`.
  if (platform === 'windows') return `"${text.replaceAll('"', '')}"`;
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
