import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import path from 'node:path';
import { isLocal, isRemote } from './local-path.ts';

/** Enough for the longest name of a branch that file systems allow. */
const readBytes = 1024;
const hashShown = 7;

/** `isWorktree`: a switch does not touch the `.git` of the workspace. */
export interface Branch {
  readonly name: string | null;
  readonly isWorktree: boolean;
}

/**
 * The branch that is checked out, the first digits of the commit where it is none, null where that cannot be told. `git` is
 * the `.git` of a workspace: a folder, or the file that a worktree has, which names its folder (gitrepository-layout(5)).
 * Reads one or two small files, and runs nothing. Never throws.
 */
export async function readBranch(git: string): Promise<Branch> {
  let isWorktree = false;
  try {
    const head = await readStart(path.join(git, 'HEAD')).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOTDIR') throw error;
      isWorktree = true;
      return readWorktreeHead(git);
    });
    return { name: branchIn(head), isWorktree };
  } catch {
    return { name: null, isWorktree };
  }
}

/** What a HEAD file says. */
export function branchIn(head: string): string | null {
  const [, branch] = /^ref: refs\/heads\/([^\n\r]+)/.exec(head) ?? [];
  if (branch !== undefined) return branch;
  return /^[0-9a-f]{40,64}\s*$/.test(head) ? head.slice(0, hashShown) : null;
}

/**
 * The folder that the `.git` file of a worktree names; null where it names none, or one that is not on this machine: the
 * sandbox may write there what it likes.
 */
export function worktreeFolder(
  file: string,
  text: string,
  platform: NodeJS.Platform = process.platform,
): string | null {
  const [, named] = /^gitdir: ([^\n\r]+)/.exec(text) ?? [];
  if (named === undefined || isRemote(named, platform)) return null;
  const of = platform === 'win32' ? path.win32 : path.posix;
  const folder = of.resolve(of.dirname(file), named);
  return isLocal(folder, platform) ? folder : null;
}

async function readWorktreeHead(file: string): Promise<string> {
  const folder = worktreeFolder(file, await readStart(file));
  if (folder === null) throw new Error('it names no folder here');
  return readStart(path.join(folder, 'HEAD'));
}

/** The sandbox may put anything there: a link is not followed, a pipe not waited for. Throws for what is no plain file. */
async function readStart(file: string): Promise<string> {
  const { O_RDONLY, O_NOFOLLOW, O_NONBLOCK } = constants;
  const handle = await open(file, O_RDONLY | (O_NOFOLLOW ?? 0) | (O_NONBLOCK ?? 0));
  try {
    if (!(await handle.stat()).isFile()) throw new Error('it is no file');
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(readBytes), 0, readBytes, 0);
    return buffer.toString('utf8', 0, bytesRead);
  } finally {
    await handle.close();
  }
}
