import os from 'node:os';
import path from 'node:path';

export const isRoot = (): boolean => process.getuid?.() === 0;

/**
 * Where downloads are kept between runs. As root it is a folder that other users can read, because Electron is then run
 * as an ordinary user.
 */
export function cacheFolder(env: NodeJS.ProcessEnv = process.env): string {
  if (isRoot()) return '/var/cache/sandman';
  return path.join(env['XDG_CACHE_HOME'] || path.join(os.homedir(), '.cache'), 'sandman');
}
