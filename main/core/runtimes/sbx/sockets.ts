import path from 'node:path';
import type { Surroundings } from '../../process/find-executable.ts';

/** Where the daemon's socket lies when nobody says otherwise (reference, section 3.2); null where it is not known. */
export function defaultDaemonSocket({ env, platform, homeDir }: Surroundings): string | null {
  const tail = ['sandboxes', 'sandboxes', 'sandboxd', 'sandboxd.sock'];
  if (platform === 'darwin') {
    return path.posix.join(homeDir, 'Library', 'Application Support', 'com.docker.sandboxes', ...tail.slice(1));
  }
  if (platform === 'win32') return null;
  return path.posix.join(env['XDG_STATE_HOME'] || path.posix.join(homeDir, '.local', 'state'), ...tail);
}

/** `DOCKER_SANDBOXES_API` first, then what the daemon said, then the usual place. */
export function daemonSocket(said: string | null, surroundings: Surroundings): string | null {
  const override = surroundings.env['DOCKER_SANDBOXES_API'];
  if (override) return override.replace(/^unix:\/\//, '');
  return said ?? defaultDaemonSocket(surroundings);
}
