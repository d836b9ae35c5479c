import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import path from 'node:path';

export interface Surroundings {
  readonly env: NodeJS.ProcessEnv;
  readonly platform: NodeJS.Platform;
  readonly homeDir: string;
}

/**
 * The absolute path of a program: on PATH, else in the usual places of the OS, because an app that is started from a
 * desktop does not get the PATH of a shell. Null when it is nowhere. With `SANDMAN_ONLY_PATH=1` only PATH counts.
 */
export async function findExecutable(name: string, surroundings: Surroundings): Promise<string | null> {
  const { env, platform } = surroundings;
  const onPath = (env['PATH'] ?? env['Path'] ?? '').split(platform === 'win32' ? ';' : ':');
  const places = env['SANDMAN_ONLY_PATH'] === '1' ? onPath : [...onPath, ...usualPlaces(surroundings)];
  const fileNames = platform === 'win32' ? [`${name}.exe`] : [name];
  const separator = platform === 'win32' ? '\\' : '/';
  for (const place of places) {
    for (const fileName of fileNames) {
      // A relative entry would run whatever lies in the working directory.
      if (!path.isAbsolute(place)) continue;
      const candidate = `${place}${separator}${fileName}`;
      if (await isExecutableFile(candidate)) return candidate;
    }
  }
  return null;
}

function usualPlaces({ env, platform, homeDir }: Surroundings): readonly string[] {
  switch (platform) {
    case 'darwin':
      return [
        '/opt/homebrew/bin',
        '/usr/local/bin',
        `${homeDir}/.docker/bin`,
        '/Applications/Docker.app/Contents/Resources/bin',
        '/Applications/Sbx.app/Contents/MacOS',
      ];
    case 'win32':
      return [
        `${env['LOCALAPPDATA'] ?? ''}\\Microsoft\\WinGet\\Links`,
        `${env['LOCALAPPDATA'] ?? ''}\\Programs\\DockerSandboxes`,
        `${env['ProgramFiles'] ?? 'C:\\Program Files'}\\Docker\\Docker\\resources\\bin`,
      ];
    default:
      return ['/usr/local/bin', '/usr/bin', '/snap/bin', `${homeDir}/.local/bin`, `${homeDir}/.docker/bin`];
  }
}

async function isExecutableFile(file: string): Promise<boolean> {
  try {
    await access(file, constants.X_OK);
    return (await stat(file)).isFile();
  } catch {
    return false;
  }
}
