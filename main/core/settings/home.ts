import os from 'node:os';
import path from 'node:path';

/** The folder of settings, ledger and control socket: `SANDMAN_HOME`, or the usual place of each OS. */
export function sandmanHome(
  env: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform,
  homeDir: string = os.homedir(),
): string {
  if (env['SANDMAN_HOME']) return path.resolve(env['SANDMAN_HOME']);
  if (platform === 'darwin') return path.join(homeDir, 'Library', 'Application Support', 'Sandman');
  if (platform === 'win32') return path.join(env['APPDATA'] ?? path.join(homeDir, 'AppData', 'Roaming'), 'Sandman');
  return path.join(env['XDG_CONFIG_HOME'] || path.join(homeDir, '.config'), 'sandman');
}
