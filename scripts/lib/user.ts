import { chown, mkdir, readFile } from 'node:fs/promises';
import os from 'node:os';
import { execa } from 'execa';
import { isRoot } from './cache.ts';
import { say } from './say.ts';

/** Who a program is run as, when that is not simply the one that we are. */
export interface Identity {
  readonly home: string;
  readonly name?: string;
  /** Given to the child process. */
  readonly user?: { readonly uid: number; readonly gid: number };
  /** A command that the program's own is appended to. */
  readonly prefix?: readonly [string, ...string[]];
}

/** An account of the system. */
export interface OrdinaryUser extends Identity {
  readonly name: string;
  readonly user: { readonly uid: number; readonly gid: number };
}

const userName = 'sandman-dev';

/**
 * Who runs Electron in tests: null for the one that we are. As root it is an ordinary user made for it, because Chromium
 * has to do without its sandbox as root.
 */
export async function ordinaryUser(): Promise<OrdinaryUser | null> {
  if (!isRoot() || process.platform !== 'linux') return null;
  const known = await findUser(userName);
  if (known) return withHome(known);
  say(
    `making the system user "${userName}": Electron is run as that user, because as root it has to do without its sandbox`,
  );
  await execa('useradd', ['--system', '--create-home', '--shell', '/bin/sh', userName], {
    stdin: 'ignore',
    reject: false,
  });
  const made = await findUser(userName);
  if (!made) throw new Error(`The user "${userName}" could not be made.`);
  return withHome(made);
}

/**
 * Who runs the app for root: root's own files and sockets, seen from a user namespace in which it is not root, so that
 * Chromium's sandbox works and root's sandboxes are found nevertheless. Where the system has no such namespaces it is the
 * ordinary user. Null for everyone but root.
 */
export async function unprivileged(): Promise<Identity | null> {
  if (!isRoot() || process.platform !== 'linux') return null;
  // Any account that exists will do: its number is only seen inside. Chromium then makes a namespace of its own.
  const prefix = ['unshare', '--user', '--map-user=1', '--map-group=1', '--'] as const;
  const [file, ...args] = prefix;
  const { failed } = await execa(file, [...args, 'unshare', '--user', 'true'], { stdin: 'ignore', reject: false });
  return failed ? ordinaryUser() : { home: os.homedir(), prefix };
}

async function findUser(name: string): Promise<OrdinaryUser | null> {
  const line = (await readFile('/etc/passwd', 'utf8')).split('\n').find((entry) => entry.startsWith(`${name}:`));
  const [, , uid, gid, , home] = line?.split(':') ?? [];
  return uid && gid && home ? { name, home, user: { uid: Number(uid), gid: Number(gid) } } : null;
}

async function withHome(user: OrdinaryUser): Promise<OrdinaryUser> {
  await mkdir(user.home, { recursive: true, mode: 0o700 });
  await chown(user.home, user.user.uid, user.user.gid);
  return user;
}
