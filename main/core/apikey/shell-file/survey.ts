import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { chooseShell } from './account-shell.ts';
import { includesOf, type Folders } from './includes.ts';
import { bashLoginNames, fishFileName, placesOf, type Place } from './places.ts';
import { readShellFile } from './read-file.ts';
import { rememberedFiles } from './remembered.ts';
import type { ShellParts, SurveyRequest } from './shell-files.ts';
import type { ShellKind, ShellSurvey, StartupFile } from './types.ts';
import { zdotdirOf } from './zdotdir.ts';

/** Reads all files that the shell reads, those included that they name. */
export async function surveyShell(parts: ShellParts, request: SurveyRequest = {}): Promise<ShellSurvey> {
  const { env, homeDir, sandmanHome } = parts;
  const shell = chooseShell(parts.accountShell, env, request.shell);
  const { kind } = shell;
  const zsh = kind === 'zsh' ? await zdotdirOf(parts, shell.path) : { folder: homeDir, isKnown: true };
  const folders: Folders = { homeDir, zdotdir: zsh.folder };
  const privateFile = path.join(sandmanHome, `api-key.${kind === 'other' ? 'sh' : kind}`);
  const places = await placesOf(kind, {
    ...folders,
    firstZdotdir: env['ZDOTDIR'] || homeDir,
    // A new `.bash_profile` would hide a `.profile` that comes later; on macOS it is what everybody expects.
    newLoginName: parts.platform === 'darwin' ? '.bash_profile' : '.profile',
    configDir: env['XDG_CONFIG_HOME'] || path.join(homeDir, '.config'),
    list: (folder) => readdir(folder).catch(() => []),
  });
  const files = await readAll(places, folders, privateFile, kind);
  for (const file of await rememberedFiles(sandmanHome, kind)) await add(files, file);
  if (request.file !== undefined) await add(files, path.resolve(request.file));
  const wanted = request.file === undefined ? wantedPaths(kind, files, parts, folders) : [path.resolve(request.file)];
  return {
    shell,
    ...folders,
    files: files.map((file) => ({ ...file, wanted: wanted.includes(file.path) })),
    privateFile: await readShellFile(privateFile),
    dotfileManager: await dotfileManagerOf(homeDir, env),
    zdotdirUnknown: !zsh.isKnown,
  };
}

const maxFiles = 200;

async function readAll(
  places: readonly Place[],
  folders: Folders,
  privateFile: string,
  kind: ShellKind,
): Promise<StartupFile[]> {
  const files: StartupFile[] = [];
  const known = new Set([privateFile, ...places.map((place) => place.path)]);
  const read = async (place: Place, includedBy: string | null): Promise<void> => {
    const file: StartupFile = { ...(await readShellFile(place.path)), ...place, wanted: false, includedBy };
    files.push(file);
    for (const include of includesOf(file.content.reveal(), folders)) {
      if (known.has(include.path) || known.size > maxFiles) continue;
      known.add(include.path);
      const isElsewhere = path.relative(folders.homeDir, include.path).startsWith('..');
      await read({ ...place, path: include.path, system: place.system || isElsewhere }, file.path);
    }
  };
  for (const place of places) await read(place, null);
  return files.filter((file) => file.before !== null || file.problem !== undefined || isUsual(file, kind));
}

/** Missing files that could be made; of all others that are missing nothing needs to be known. */
function isUsual({ path: file, system, includedBy }: StartupFile, kind: ShellKind): boolean {
  const name = path.basename(file);
  if (system || includedBy !== null) return false;
  if (kind === 'zsh') return name === '.zshrc';
  return kind === 'fish' ? name === fishFileName : name === '.bashrc' || bashLoginNames.includes(name);
}

async function add(files: StartupFile[], file: string): Promise<void> {
  if (files.some((one) => one.path === file)) return;
  const asked = { interactive: false, login: false, system: false, wanted: false, includedBy: null };
  files.push({ ...(await readShellFile(file)), ...asked });
}

/** Where the block belongs: in what a new terminal and the login shell of a program with windows read. */
function wantedPaths(
  kind: ShellKind,
  files: readonly StartupFile[],
  { platform }: ShellParts,
  folders: Folders,
): readonly string[] {
  const { homeDir, zdotdir } = folders;
  switch (kind) {
    case 'zsh':
      return [path.join(zdotdir, '.zshrc')];
    case 'fish':
      return files.filter((file) => path.basename(file.path) === fishFileName && !file.system).map(({ path }) => path);
    case 'bash':
      return bashWanted(files, platform, path.join(homeDir, '.bashrc'), folders);
    case 'other':
      return [];
  }
}

function bashWanted(
  files: readonly StartupFile[],
  platform: NodeJS.Platform,
  bashrc: string,
  folders: Folders,
): readonly string[] {
  const login = files.find((file) => file.login && bashLoginNames.includes(path.basename(file.path)));
  if (login === undefined || leadsTo(login, bashrc, files, folders)) return [bashrc];
  const hasBashrc = files.some((file) => file.path === bashrc && file.before !== null);
  return platform === 'darwin' && !hasBashrc ? [login.path] : [bashrc, login.path];
}

function leadsTo(
  from: StartupFile,
  to: string,
  files: readonly StartupFile[],
  folders: Folders,
  seen: readonly string[] = [],
): boolean {
  return includesOf(from.content.reveal(), folders).some((include) => {
    if (include.path === to) return true;
    const next = files.find((file) => file.path === include.path);
    return next !== undefined && !seen.includes(next.path) && leadsTo(next, to, files, folders, [...seen, from.path]);
  });
}

async function dotfileManagerOf(homeDir: string, env: NodeJS.ProcessEnv): Promise<ShellSurvey['dotfileManager']> {
  const data = env['XDG_DATA_HOME'] || path.join(homeDir, '.local', 'share');
  const isFolder = (folder: string) =>
    stat(folder).then(
      (stats) => stats.isDirectory(),
      () => false,
    );
  if (await isFolder(path.join(data, 'chezmoi'))) return 'chezmoi';
  return (await isFolder(path.join(data, 'yadm', 'repo.git'))) ? 'yadm' : null;
}
