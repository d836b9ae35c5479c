import path from 'node:path';
import type { ShellParts } from './shell-files.ts';

const deadlineMs = 2_000;
const mark = '@@sandman@@';

/**
 * The folder of zsh's files. It is often set in `.zshenv`, hence not in the environment of a program that the desktop
 * started: zsh itself is asked, as a script would be started.
 */
export async function zdotdirOf(
  { env, homeDir, run }: ShellParts,
  zsh: string | null,
): Promise<{ readonly folder: string; readonly isKnown: boolean }> {
  const script = `print -rn -- "${mark}\${ZDOTDIR:-$HOME}${mark}"`;
  const result = await run(zsh ?? 'zsh', ['-c', script], { deadlineMs, maxOutputBytes: 64 * 1024 });
  const [, answer] = result.outcome === 'exited' ? result.stdout.split(mark) : [];
  if (answer !== undefined && path.isAbsolute(answer)) return { folder: path.normalize(answer), isKnown: true };
  const given = env['ZDOTDIR'];
  return {
    folder: given !== undefined && path.isAbsolute(given) ? given : homeDir,
    isKnown: result.outcome === 'not-found',
  };
}
