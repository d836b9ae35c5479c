import type { RuntimeId } from './runtime.ts';

/**
 * What is typed in a terminal to get back into a sandbox; null for one that is made up, and for one whose name or folder cannot
 * be put into a command safely: they may come from an image's labels, and the command is pasted. It starts the sandbox where it
 * is stopped, and attaches to its agent (reference, sections 1.3, 1.4 and 2.2).
 */
export function runCommand(
  sandbox: {
    readonly runtime: RuntimeId;
    readonly name: string;
    readonly agent?: string;
    readonly workspaces: readonly string[];
  },
  platform: 'windows' | 'other' = 'other',
): string | null {
  const { runtime, name, agent, workspaces } = sandbox;
  const folder = runtime === 'containers' ? workspaces[0] : undefined;
  const words = runtime === 'containers' ? [agent ?? 'claude', ...(folder === undefined ? [] : [folder])] : [name];
  if (words.some((word) => isUnsafe(word, platform))) return null;
  const quoted = (text: string) => quote(text, platform);
  switch (runtime) {
    case 'sbx':
      return `sbx run ${quoted(name)}`;
    case 'docker-sandbox':
      return `docker sandbox run ${quoted(name)}`;
    case 'containers': {
      // There is one such sandbox for each folder, and the command finds it by the folder.
      return `docker sandbox run${folder === undefined ? '' : ` -w ${quoted(folder)}`} ${quoted(agent ?? 'claude')}`;
    }
    case 'demo':
      return null;
  }
}

/**
 * What starts with a dash is an option; a control character may be a new line, which runs what stands before it, or an escape of
 * the terminal. The shells of Windows have no quotes in which nothing is replaced.
 */
function isUnsafe(word: string, platform: 'windows' | 'other'): boolean {
  if (word === '' || word.startsWith('-') || /\p{Cc}/u.test(word)) return true;
  return platform === 'windows' && /["$`%!]/.test(word);
}

/** As one word of a shell. */
function quote(text: string, platform: 'windows' | 'other'): string {
  if (/^[\w@+=:,./-]+$/.test(text)) return text;
  if (platform === 'windows') return `"${text}"`;
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
