import { existsSync } from 'node:fs';
import { access, chmod, constants, readdir, rm, writeFile } from 'node:fs/promises';
import { execa } from 'execa';
import { isRoot } from './cache.ts';
import { PlainError, say } from './say.ts';

export type PackageGroup = 'electron' | 'desktop' | 'engine' | 'shells';

interface GroupOfPackages {
  readonly why: string;
  /** Newer releases have renamed some (`t64`): the first one that the release knows is taken. */
  readonly packages: readonly (readonly [string, ...string[]])[];
}

const groups: Readonly<Record<PackageGroup, GroupOfPackages>> = {
  electron: {
    why: 'Electron cannot start without these libraries',
    packages: [
      ['libgtk-3-0', 'libgtk-3-0t64'],
      ['libnss3'],
      ['libasound2', 'libasound2t64'],
      ['libgbm1'],
      ['libxss1'],
      ['libatk-bridge2.0-0', 'libatk-bridge2.0-0t64'],
      ['libdrm2'],
      ['libxkbcommon0'],
    ],
  },
  desktop: {
    why: 'there is no display here: a virtual one, with a panel and a notification daemon, stands in for it',
    packages: [
      ['xvfb'],
      ['openbox'],
      ['tint2'],
      ['dunst'],
      ['xdotool'],
      ['x11-utils'],
      ['x11-xserver-utils'],
      ['imagemagick'],
      ['dbus'],
      ['dbus-x11'],
      ['libglib2.0-bin'],
      ['xauth'],
      ['fonts-dejavu-core'],
      ['hicolor-icon-theme'],
    ],
  },
  engine: {
    why: 'the tests measure and stop containers of a real Docker Engine',
    packages: [['docker.io'], ['docker.io', 'docker-cli'], ['busybox-static']],
  },
  shells: {
    why: 'the tests start real shells on what was written for them',
    packages: [['zsh'], ['fish']],
  },
};

/** Present already under another name: then the package is not wanted. */
const providedBy: Readonly<Record<string, readonly string[]>> = {
  'docker.io': ['/usr/sbin/dockerd', '/usr/bin/dockerd', '/usr/local/bin/dockerd'],
  'docker-cli': ['/usr/bin/docker', '/usr/local/bin/docker'],
  'busybox-static': ['/bin/busybox', '/usr/bin/busybox'],
};

/**
 * Installs what is missing of the given groups on Debian and its relatives; says what and why first. On other systems,
 * and without the right to install, it throws with the exact command. Elsewhere than on Linux there is nothing to do.
 */
export async function ensureSystemPackages(wanted: readonly PackageGroup[]): Promise<void> {
  if (process.platform !== 'linux') return;
  if (!existsSync('/usr/bin/dpkg-query') || !existsSync('/usr/bin/apt-get')) {
    if (wanted.some((group) => group !== 'electron') && !existsSync('/usr/bin/Xvfb')) {
      throw new PlainError(`this system has no apt. Please install the equivalents of: ${allNames(wanted).join(' ')}`);
    }
    return;
  }
  const missing = await missingOf(wanted);
  if (missing.length === 0) return;
  for (const group of wanted) {
    const names = missing.filter((entry) => entry.group === group).map((entry) => entry.name);
    if (names.length > 0) say(`missing system packages: ${names.join(' ')} (${groups[group].why})`);
  }
  const names = missing.map((entry) => entry.name);
  const sudo = await installPrefix(names);
  say(`installing them with apt-get${sudo.length > 0 ? ' and sudo' : ''}`);
  await withoutStartingServices(sudo, () => install(sudo, names, wanted));
}

interface Missing {
  readonly group: PackageGroup;
  readonly name: string;
}

function allNames(wanted: readonly PackageGroup[]): string[] {
  return wanted.flatMap((group) => groups[group].packages.map(([first]) => first));
}

async function missingOf(wanted: readonly PackageGroup[]): Promise<Missing[]> {
  const { stdout } = await execa('dpkg-query', ['-W', '-f', '${Package} ${db:Status-Status}\n'], { stdin: 'ignore' });
  const installed = new Set(
    stdout.split('\n').flatMap((line) => (line.endsWith(' installed') ? [line.split(' ')[0]] : [])),
  );
  const missing: Missing[] = [];
  for (const group of wanted) {
    for (const names of groups[group].packages) {
      if (names.some((name) => installed.has(name) || providedBy[name]?.some(existsSync))) continue;
      missing.push({ group, name: await nameHere(names) });
    }
  }
  return missing;
}

/** The last name that this release can install; the first where nothing is known because there are no lists yet. */
async function nameHere(names: readonly [string, ...string[]]): Promise<string> {
  if (names.length === 1) return names[0];
  for (const name of [...names].reverse()) {
    const { stdout } = await execa('apt-cache', ['policy', name], {
      stdin: 'ignore',
      reject: false,
      env: { LC_ALL: 'C' },
    });
    if (/Candidate: (?!\(none\))/.test(stdout)) return name;
  }
  return names[0];
}

/** Nothing as root, `sudo -n` where that works; otherwise throws with the command for the user. */
async function installPrefix(names: readonly string[]): Promise<readonly string[]> {
  if (isRoot()) return [];
  const { failed } = await execa('sudo', ['-n', 'true'], { stdin: 'ignore', reject: false, timeout: 10_000 });
  if (!failed) return ['sudo', '-n'];
  throw new PlainError(
    `there is no right to install them. Please run this, and then start again:\n\n  sudo apt-get install --no-install-recommends ${names.join(' ')}\n`,
  );
}

async function install(
  sudo: readonly string[],
  names: readonly string[],
  wanted: readonly PackageGroup[],
): Promise<void> {
  if (!(await hasLists())) await apt(sudo, ['update']);
  const first = await apt(sudo, ['install', '--yes', '--no-install-recommends', ...names]);
  if (first.ok) return;
  // Lists that are out of date name files that are gone, or packages that were renamed since.
  await apt(sudo, ['update']);
  const now = (await missingOf(wanted)).map((entry) => entry.name);
  const second = await apt(sudo, ['install', '--yes', '--no-install-recommends', ...now]);
  if (second.ok) return;
  throw new PlainError(`apt-get could not install them:\n${second.tail}`);
}

async function hasLists(): Promise<boolean> {
  const lists = await readdir('/var/lib/apt/lists').catch(() => []);
  return lists.some((name) => name.includes('_Packages'));
}

async function apt(sudo: readonly string[], args: readonly string[]): Promise<{ ok: boolean; tail: string }> {
  const environment = ['DEBIAN_FRONTEND=noninteractive', 'LC_ALL=C'];
  const words = [...sudo, 'env', ...environment, 'apt-get', '-qq', '-o', 'DPkg::Lock::Timeout=120', ...args];
  const [file = 'apt-get', ...rest] = words;
  const { failed, all } = await execa(file, rest, { stdin: 'ignore', all: true, reject: false, timeout: 15 * 60_000 });
  return { ok: !failed, tail: all.split('\n').slice(-15).join('\n') };
}

/** Debian starts a service as soon as it is installed, unless this file says no. One that is there stays as it is. */
const servicePolicy = '/usr/sbin/policy-rc.d';

async function withoutStartingServices(sudo: readonly string[], work: () => Promise<void>): Promise<void> {
  const isOurs = !existsSync(servicePolicy) && (await mayWrite());
  if (isOurs) {
    await writeFile(servicePolicy, '#!/bin/sh\nexit 101\n');
    await chmod(servicePolicy, 0o755);
  } else if (sudo.length > 0 && !existsSync(servicePolicy)) {
    await execa('sudo', ['-n', 'tee', servicePolicy], { input: '#!/bin/sh\nexit 101\n', stdout: 'ignore' });
    await execa('sudo', ['-n', 'chmod', '755', servicePolicy], { stdin: 'ignore' });
  } else {
    return work();
  }
  try {
    await work();
  } finally {
    if (isOurs) await rm(servicePolicy, { force: true });
    else await execa('sudo', ['-n', 'rm', '-f', servicePolicy], { stdin: 'ignore' });
  }
}

async function mayWrite(): Promise<boolean> {
  return access('/usr/sbin', constants.W_OK).then(
    () => true,
    () => false,
  );
}
