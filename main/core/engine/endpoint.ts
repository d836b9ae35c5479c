import { existsSync } from 'node:fs';
import type { Surroundings } from '../process/find-executable.ts';
import type { EngineEndpoint } from './engine.ts';

/** Where an Engine may listen, in the order to try. With `DOCKER_HOST` set it is that and nothing else. */
export function engineEndpoints(
  surroundings: Surroundings,
  exists: (path: string) => boolean = existsSync,
): readonly EngineEndpoint[] {
  const dockerHost = surroundings.env['DOCKER_HOST'];
  if (dockerHost) {
    const endpoint = parseDockerHost(dockerHost, surroundings.env);
    return endpoint ? [endpoint] : [];
  }
  return usualSockets(surroundings)
    .filter((path) => surroundings.platform === 'win32' || exists(path))
    .map((path) => ({ kind: 'socket', path }));
}

/** Null for what cannot be asked directly, such as `ssh://`. */
export function parseDockerHost(text: string, env: NodeJS.ProcessEnv = {}): EngineEndpoint | null {
  if (text.startsWith('unix://')) return { kind: 'socket', path: text.slice('unix://'.length) };
  if (text.startsWith('npipe://')) return { kind: 'socket', path: text.slice('npipe://'.length).replaceAll('/', '\\') };
  const match = /^(tcp|http|https):\/\/([^/:]+)(?::(\d+))?\/?$/.exec(text);
  if (!match?.[2]) return null;
  const secure = match[1] === 'https' || Boolean(env['DOCKER_TLS_VERIFY']);
  return {
    kind: 'tcp',
    host: match[2],
    port: Number(match[3] ?? (secure ? 2376 : 2375)),
    protocol: secure ? 'https' : 'http',
  };
}

function usualSockets({ env, platform, homeDir }: Surroundings): readonly string[] {
  if (platform === 'win32') return ['\\\\.\\pipe\\dockerDesktopLinuxEngine', '\\\\.\\pipe\\docker_engine'];
  const runtimeDir = env['XDG_RUNTIME_DIR'];
  return [
    `${homeDir}/.docker/run/docker.sock`,
    `${homeDir}/.docker/desktop/docker.sock`,
    '/var/run/docker.sock',
    ...(runtimeDir ? [`${runtimeDir}/docker.sock`] : []),
    `${homeDir}/.orbstack/run/docker.sock`,
    `${homeDir}/.colima/default/docker.sock`,
  ];
}
