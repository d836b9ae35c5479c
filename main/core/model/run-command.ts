import type { RuntimeId } from './runtime.ts';

/**
 * What is typed in a terminal to get back into a sandbox; null for one that is made up. It starts the sandbox where it is
 * stopped, and attaches to its agent (reference, sections 1.3, 1.4 and 2.2).
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
  const quoted = (text: string) => quote(text, platform);
  switch (runtime) {
    case 'sbx':
      return `sbx run ${quoted(name)}`;
    case 'docker-sandbox':
      return `docker sandbox run ${quoted(name)}`;
    case 'containers': {
      // There is one such sandbox for each folder, and the command finds it by the folder.
      const folder = workspaces[0];
      return `docker sandbox run${folder === undefined ? '' : ` -w ${quoted(folder)}`} ${quoted(agent ?? 'claude')}`;
    }
    case 'demo':
      return null;
  }
}

/** As one word of a shell, whatever is in it. */
function quote(text: string, platform: 'windows' | 'other'): string {
  if (/^[\w@%+=:,./-]+$/.test(text)) return text;
  // A file name of Windows has no quotation mark in it, and nothing else that is dangerous within them but `%` and `!`.
  if (platform === 'windows') return `"${text.replaceAll('"', '')}"`;
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
