import { Secret } from '../apikey/secret.ts';
import type { CommandOptions, CommandResult } from './command.ts';

const hidden = '[secret]';

export function revealed(env: CommandOptions['secretEnv'] = {}): Record<string, string> {
  return Object.fromEntries(Object.entries(env).map(([name, secret]) => [name, secret.reveal()]));
}

/** The result without what was given in secret: a program may repeat its input in an error message. */
export function hideSecrets(result: CommandResult, options: CommandOptions): CommandResult {
  if (options.secretOutput) return { ...result, stdout: '', stderr: '', secretStdout: new Secret(result.stdout) };
  const given = [options.input, ...Object.values(options.secretEnv ?? {})].flatMap((one) => one?.reveal().trim() || []);
  const hide = (text: string) => given.reduce((shown, secret) => shown.replaceAll(secret, hidden), text);
  return { ...result, stdout: hide(result.stdout), stderr: hide(result.stderr) };
}
