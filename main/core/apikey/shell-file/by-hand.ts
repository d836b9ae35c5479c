import path from 'node:path';
import { keyVariable, type Shell } from './types.ts';

/** Stands where the key has to go. */
const placeholder = '<your key>';

const lines: Readonly<Record<string, readonly [line: string, file: string]>> = {
  fish: [`set -gx ${keyVariable} '${placeholder}'`, '~/.config/fish/config.fish'],
  bash: [`export ${keyVariable}='${placeholder}'`, '~/.bashrc'],
  zsh: [`export ${keyVariable}='${placeholder}'`, '~/.zshrc'],
  csh: [`setenv ${keyVariable} '${placeholder}'`, '~/.cshrc'],
  tcsh: [`setenv ${keyVariable} '${placeholder}'`, '~/.tcshrc'],
  nu: [`$env.${keyVariable} = '${placeholder}'`, 'config.nu'],
  xonsh: [`$${keyVariable} = '${placeholder}'`, '~/.xonshrc'],
  elvish: [`set-env ${keyVariable} '${placeholder}'`, '~/.config/elvish/rc.elv'],
  pwsh: [`$env:${keyVariable} = '${placeholder}'`, '$PROFILE'],
  powershell: [`$env:${keyVariable} = '${placeholder}'`, '$PROFILE'],
};

/** The line for people who add it themselves, and the file that it goes into. Unknown shells get that of POSIX. */
export function lineByHand(shell: Shell): { readonly line: string; readonly file: string } {
  const program = shell.path === null ? shell.kind : path.basename(shell.path).replace(/^-|\.exe$/g, '');
  const [line, file] = lines[program] ?? [`export ${keyVariable}='${placeholder}'`, '~/.profile'];
  return { line, file };
}
