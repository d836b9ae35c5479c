/** What says that we have written an entry. */
const ownMark = 'X-Sandman-Autostart=true';

/** An autostart entry as far as it matters: who wrote it, whether it is switched off, and what it starts. */
export interface AutostartEntry {
  readonly isOurs: boolean;
  readonly isEnabled: boolean;
  readonly exec: string | null;
}

/** The entry that starts a program at login (Desktop Application Autostart Specification). */
export function autostartEntry(command: readonly string[]): string {
  return [
    '[Desktop Entry]',
    'Type=Application',
    'Name=Sandman',
    'Comment=Puts idle Docker Sandboxes to sleep',
    `Exec=${execLine(command)}`,
    'Terminal=false',
    'StartupNotify=false',
    'X-GNOME-Autostart-enabled=true',
    ownMark,
    '',
  ].join('\n');
}

export function parseAutostartEntry(text: string): AutostartEntry {
  const values = new Map<string, string>();
  let isMainGroup = false;
  for (const line of text.split(/\r?\n/)) {
    if (line.startsWith('[')) isMainGroup = line.trim() === '[Desktop Entry]';
    const [, name, value] = /^([A-Za-z0-9-]+)\s*=\s*(.*?)\s*$/.exec(line) ?? [];
    if (isMainGroup && name !== undefined && value !== undefined) values.set(name, value);
  }
  return {
    isOurs: values.get('X-Sandman-Autostart') === 'true',
    // KDE and the specification write the first, GNOME's old session dialog the second.
    isEnabled: values.get('Hidden') !== 'true' && values.get('X-GNOME-Autostart-enabled') !== 'false',
    exec: values.get('Exec') ?? null,
  };
}

/**
 * Arguments as an `Exec` value: in quotes with `"`, backtick, `$` and `\` escaped and `%` doubled, and the backslashes
 * doubled once more, because the value is a string of the file format, too (Desktop Entry Specification, "The Exec key").
 */
export function execLine(command: readonly string[]): string {
  return command
    .map((argument) => `"${argument.replace(/["`$\\]/g, '\\$&').replaceAll('%', '%%')}"`)
    .join(' ')
    .replaceAll('\\', '\\\\')
    .replaceAll('\n', '\\n');
}
