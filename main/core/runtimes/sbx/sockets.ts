import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { Surroundings } from '../../process/find-executable.ts';

/** Where the daemon's socket lies when nobody says otherwise (reference, section 3.2); null where it is not known. */
export function defaultDaemonSocket({ env, platform, homeDir }: Surroundings): string | null {
  const tail = ['sandboxes', 'sandboxes', 'sandboxd', 'sandboxd.sock'];
  if (platform === 'darwin') {
    return path.posix.join(homeDir, 'Library', 'Application Support', 'com.docker.sandboxes', ...tail.slice(1));
  }
  if (platform === 'win32') {
    const user = env['USERNAME'];
    return user ? `\\\\.\\pipe\\docker_${user}_sandboxd` : null;
  }
  return path.posix.join(env['XDG_STATE_HOME'] || path.posix.join(homeDir, '.local', 'state'), ...tail);
}

/** Where to look for the daemon, in order: `DOCKER_SANDBOXES_API` and nothing else, or what it said and the usual place. */
export function daemonSockets(said: string | null, surroundings: Surroundings): readonly string[] {
  const override = surroundings.env['DOCKER_SANDBOXES_API'];
  if (override) return [override.replace(/^(unix|npipe):\/\//, '')];
  const usual = defaultDaemonSocket(surroundings);
  return [...new Set([said, usual])].filter((one) => one !== null);
}

/** `foreign`: it belongs to another user, who could tell this one anything. */
export type SocketTrust = 'trusted' | 'absent' | 'foreign' | 'no-socket';

/** Whether a socket may be asked. Pipes of Windows have no owner that Node can see; the daemon itself checks who connects. */
export async function trustOf(socket: string, ownUid = process.getuid?.()): Promise<SocketTrust> {
  if (socket.startsWith('\\\\')) return 'trusted';
  try {
    const found = await stat(socket);
    if (!found.isSocket()) return 'no-socket';
    return ownUid === undefined || found.uid === ownUid ? 'trusted' : 'foreign';
  } catch {
    return 'absent';
  }
}
