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
export async function findExecutable(
  name: string,
  surroundings: Surroundings,
  isExecutable: (file: string) => Promise<boolean> = isExecutableFile,
): Promise<string | null> {
  const { env, platform } = surroundings;
  const paths = platform === 'win32' ? path.win32 : path.posix;
  // On Windows an entry with a `;` in it stands in quotes.
  const onPath = (env['PATH'] ?? env['Path'] ?? '')
    .split(paths.delimiter)
    .map((place) => place.replace(/^"(.*)"$/, '$1'));
  const places = env['SANDMAN_ONLY_PATH'] === '1' ? onPath : [...onPath, ...usualPlaces(surroundings)];
  const fileName = platform === 'win32' ? `${name}.exe` : name;
  for (const place of places) {
    // A relative entry would run whatever lies in the working directory.
    if (!paths.isAbsolute(place)) continue;
    const candidate = paths.join(place, fileName);
    if (await isExecutable(candidate)) return candidate;
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
    case 'win32': {
      const local = env['LOCALAPPDATA'] || `${homeDir}\\AppData\\Local`;
      return [
        `${local}\\Microsoft\\WinGet\\Links`,
        `${local}\\Programs\\DockerSandboxes`,
        `${env['ProgramFiles'] || 'C:\\Program Files'}\\Docker\\Docker\\resources\\bin`,
      ];
    }
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
