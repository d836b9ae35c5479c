import path from 'node:path';
import type { RuntimeId } from '../model/runtime.ts';
import type { Surroundings } from '../process/find-executable.ts';
import { defaultDaemonSocket } from '../runtimes/sbx/sockets.ts';

export interface DockerLogFile {
  readonly runtime: RuntimeId;
  readonly file: string;
}

/** Where the daemons of the runtimes write their logs; only those places that are known (reference, sections 3.1 and 3.2). */
export function dockerLogFiles(surroundings: Surroundings): readonly DockerLogFile[] {
  const { env, platform, homeDir } = surroundings;
  if (platform === 'win32') {
    const local = env['LOCALAPPDATA'];
    if (!local) return [];
    const file = path.win32.join(local, 'DockerSandboxes', 'sandboxes', 'state', 'sandboxd', 'daemon.log');
    return [{ runtime: 'sbx', file }];
  }
  const socket = env['DOCKER_SANDBOXES_API']?.replace(/^unix:\/\//, '') || defaultDaemonSocket(surroundings);
  const sbx =
    socket === null
      ? []
      : [{ runtime: 'sbx' as const, file: path.posix.join(path.posix.dirname(socket), 'daemon.log') }];
  if (platform !== 'darwin') return sbx;
  const desktop = path.posix.join(homeDir, 'Library/Containers/com.docker.docker/Data/log/host/docker-sandbox.log');
  return [...sbx, { runtime: 'docker-sandbox', file: desktop }];
}
