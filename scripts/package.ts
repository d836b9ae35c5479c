import path from 'node:path';
import { build as pack, Platform, type Configuration } from 'electron-builder';
import { build } from './build.ts';
import { ensureElectron } from './lib/electron.ts';
import { projectRoot } from './lib/root.ts';
import { PlainError, runMain, say } from './lib/say.ts';

/**
 * Packs the app: `--dir` for a folder that can be started, otherwise the installers of this system (electron-builder.yml).
 * Installers are made with the official Electron only, and their tools are downloaded by electron-builder.
 */
async function main(): Promise<number> {
  const onlyFolder = process.argv.includes('--dir');
  const electron = await ensureElectron();
  if (!electron.official && !onlyFolder) {
    throw new PlainError(
      'installers are only made with the official Electron, which cannot be downloaded here (--dir packs a folder)',
    );
  }
  await build();
  const config: Configuration = electron.official
    ? {}
    : { electronDist: path.dirname(electron.executable), electronVersion: electron.version };
  const made = await pack({
    projectDir: projectRoot,
    targets: onlyFolder ? Platform.current().createTarget('dir') : Platform.current().createTarget(),
    publish: 'never',
    config: { extends: 'electron-builder.yml', ...config },
  });
  for (const file of made) say(`made ${path.relative(process.cwd(), file)}`);
  return 0;
}

runMain(main);
