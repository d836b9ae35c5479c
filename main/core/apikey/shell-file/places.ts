import path from 'node:path';
import type { ShellKind } from './types.ts';

/** A file that a shell may read, before it was looked at. */
export interface Place {
  readonly path: string;
  readonly interactive: boolean;
  readonly login: boolean;
  readonly system: boolean;
}

export interface PlaceParts {
  readonly homeDir: string;
  /** From `zdotdirOf`. */
  readonly zdotdir: string;
  /** Where zsh looks for its first file: `$ZDOTDIR` as it was given to it. */
  readonly firstZdotdir: string;
  readonly configDir: string;
  /** Of bash's login files the one that would be made. */
  readonly newLoginName: string;
  /** Names in a folder; none where it cannot be read. */
  readonly list: (folder: string) => Promise<readonly string[]>;
}

/**
 * The files that a shell reads by itself, in its order; those of macOS and of Linux, missing ones included. `login` is for
 * zsh a terminal of macOS, which is interactive, too. Measured with bash 5.2, zsh 5.9 and fish 3.6; see also the section
 * "Startup files" of their manuals.
 */
export async function placesOf(kind: ShellKind, parts: PlaceParts): Promise<readonly Place[]> {
  switch (kind) {
    case 'zsh':
      return zshPlaces(parts);
    case 'bash':
      return bashPlaces(parts);
    case 'fish':
      return fishPlaces(parts);
    case 'other':
      return [];
  }
}

const always = { interactive: true, login: true };
const onlyLogin = { interactive: false, login: true };
const onlyInteractive = { interactive: true, login: false };

function zshPlaces({ zdotdir, firstZdotdir }: PlaceParts): readonly Place[] {
  const etc = (name: string, when: typeof always) =>
    ['/etc', '/etc/zsh'].map((folder) => ({ path: `${folder}/${name}`, ...when, system: true }));
  const own = (name: string, when: typeof always, folder = zdotdir) => ({
    path: path.join(folder, name),
    ...when,
    system: false,
  });
  return [
    ...etc('zshenv', always),
    own('.zshenv', always, firstZdotdir),
    ...etc('zprofile', onlyLogin),
    own('.zprofile', onlyLogin),
    ...etc('zshrc', always),
    own('.zshrc', always),
    ...etc('zlogin', onlyLogin),
    own('.zlogin', onlyLogin),
  ];
}

export const bashLoginNames = ['.bash_profile', '.bash_login', '.profile'];

async function bashPlaces({ homeDir, newLoginName, list }: PlaceParts): Promise<readonly Place[]> {
  const scripts = (await list('/etc/profile.d')).filter((name) => name.endsWith('.sh')).sort();
  const present = new Set(await list(homeDir));
  const loginName = bashLoginNames.find((name) => present.has(name)) ?? newLoginName;
  return [
    { path: '/etc/profile', ...onlyLogin, system: true },
    ...scripts.map((name) => ({ path: `/etc/profile.d/${name}`, ...onlyLogin, system: true })),
    ...['/etc/bash.bashrc', '/etc/bashrc'].map((file) => ({ path: file, ...always, system: true })),
    { path: path.join(homeDir, '.bashrc'), ...onlyInteractive, system: false },
    // Of the three only the first one is read; the others are looked at for blocks of old.
    ...bashLoginNames.map((name) => ({
      path: path.join(homeDir, name),
      interactive: false,
      login: name === loginName,
      system: false,
    })),
  ];
}

async function fishPlaces({ configDir, list }: PlaceParts): Promise<readonly Place[]> {
  const own = path.join(configDir, 'fish', 'conf.d');
  const folders = [own, '/etc/fish/conf.d', '/usr/share/fish/vendor_conf.d'];
  const byName = new Map<string, string>([[fishFileName, own]]);
  // A file hides those of the same name in later folders; all of them are read in the order of their names.
  for (const folder of folders) {
    for (const name of await list(folder)) if (name.endsWith('.fish') && !byName.has(name)) byName.set(name, folder);
  }
  const names = [...byName].sort(([one], [other]) => (one < other ? -1 : 1));
  return [
    ...names.map(([name, folder]) => ({ path: path.join(folder, name), ...always, system: folder !== own })),
    { path: '/etc/fish/config.fish', ...always, system: true },
    { path: path.join(configDir, 'fish', 'config.fish'), ...always, system: false },
  ];
}

export const fishFileName = 'sandman.fish';
