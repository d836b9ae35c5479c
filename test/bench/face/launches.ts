import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { settingsFileName } from '../../../main/core/settings/file-store.ts';
import type { Launch } from './app-under-test.ts';
import type { OwnElectron } from './own-electron.ts';

interface Place {
  /** Of the project, with `out/` built. */
  readonly root: string;
  readonly electron: OwnElectron;
  /** A folder of this start alone. */
  readonly home: string;
}

/** The empty tray app that all figures stand beside. */
export function emptyApp({ root, electron, home }: Place): Launch {
  return {
    executable: electron.executable,
    args: [path.join(root, 'test/bench/face/empty-app')],
    env: {
      ...process.env,
      ...electron.env,
      EMPTY_APP_HOME: home,
      EMPTY_APP_ICON: path.join(root, 'out/assets/tray/linux/running-dark.png'),
    },
  };
}

/**
 * Sandman in the surroundings of a lab, with a home of its own in which it has been before: at its very first start it opens
 * a window by itself.
 */
export async function sandman(
  { root, electron, home }: Place,
  labEnv: Readonly<Record<string, string>>,
  settings: unknown = {},
): Promise<Launch> {
  await mkdir(home, { recursive: true });
  await writeFile(path.join(home, settingsFileName), JSON.stringify(settings));
  const env = { ...process.env, ...electron.env, ...labEnv, SANDMAN_HOME: home };
  return { executable: electron.executable, args: [root], env };
}
