import { commandLine } from '../model/run-command.ts';

/** How a program is run in a terminal: by starting something, or by opening a script that does it. */
export type TerminalPlan =
  | { readonly kind: 'start'; readonly file: string; readonly args: readonly string[]; readonly verbatim?: true }
  | { readonly kind: 'script'; readonly opener: string; readonly text: string };

/**
 * The terminals of Linux, the user's own choice first, and what goes before the command in each. All of them take the
 * command as separate words, so that no name is ever read by a shell.
 */
const terminals: readonly (readonly [string, ...string[]])[] = [
  ['xdg-terminal-exec'],
  ['x-terminal-emulator', '-e'],
  ['gnome-terminal', '--'],
  ['konsole', '-e'],
  ['xfce4-terminal', '-x'],
  ['kitty', '--'],
  ['alacritty', '-e'],
  ['foot', '--'],
  ['xterm', '-e'],
];

/**
 * `command` is the absolute path of a program and its arguments. Null when there is no terminal, or when a word cannot be
 * handed over there without being read as something else.
 */
export async function terminalPlan(
  command: readonly [string, ...string[]],
  platform: NodeJS.Platform,
  findProgram: (name: string) => Promise<string | null>,
): Promise<TerminalPlan | null> {
  if (command.some((word) => word.includes('\0'))) return null;
  switch (platform) {
    case 'darwin': {
      const line = commandLine(command, 'posix');
      // Opened by whatever the user has chosen for such files, which is Terminal unless they changed it.
      return line === null ? null : { kind: 'script', opener: '/usr/bin/open', text: scriptOf(line) };
    }
    case 'win32':
      return windowsPlan(command);
    default:
      for (const [name, ...before] of terminals) {
        const file = await findProgram(name);
        if (file !== null) return { kind: 'start', file, args: [...before, ...command] };
      }
      return null;
  }
}

/** The script is gone before the command begins: it may run for days. */
function scriptOf(line: string): string {
  return `#!/bin/sh\nrm -f -- "$0"\nrmdir -- "$(dirname -- "$0")" 2>/dev/null\nclear\nexec ${line}\n`;
}

/** `start` gives it a console of its own, in the terminal that the user has chosen in the settings of the system. */
function windowsPlan(command: readonly string[]): TerminalPlan | null {
  // Within quotation marks these still mean something to cmd.
  if (command.some((word) => /["%!^\r\n]|\\$/.test(word))) return null;
  const words = command.map((word) => `"${word}"`).join(' ');
  return { kind: 'start', file: 'cmd.exe', args: ['/d', '/s', '/c', `"start "" ${words}"`], verbatim: true };
}
