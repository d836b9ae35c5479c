import { constants } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import path from 'node:path';

const deadlineMs = 500;
/** A branch name is at most some hundred characters; what is longer is something else. */
const mostBytes = 512;

/**
 * The branch that is checked out in a folder, read from one or two small files; null when there is none, when it cannot be
 * told, or when the disk does not answer in time. No git is started. Never throws.
 */
export async function gitBranch(folder: string): Promise<string | null> {
  if (!path.isAbsolute(folder) || /^(\\\\|\/\/)/.test(folder)) return null;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), deadlineMs);
  });
  return Promise.race([branchIn(folder).catch(() => null), late]).finally(() => clearTimeout(timer));
}

async function branchIn(folder: string): Promise<string | null> {
  const head = await read(path.join(folder, '.git', 'HEAD'));
  return head === null ? worktreeBranch(folder) : branchOf(head);
}

/** In a worktree `.git` is a file that names the real folder. */
async function worktreeBranch(folder: string): Promise<string | null> {
  const pointer = await read(path.join(folder, '.git'));
  const target = pointer === null ? undefined : /^gitdir: (.+)$/m.exec(pointer)?.[1];
  if (target === undefined || path.basename(path.dirname(target)) !== 'worktrees') return null;
  const head = await read(path.resolve(folder, target, 'HEAD'));
  return head === null ? null : branchOf(head);
}

function branchOf(head: string): string | null {
  return /^ref: refs\/heads\/([^\s~^:?*[\\]{1,200})\s*$/.exec(head)?.[1] ?? null;
}

/** Null for what is no plain file. The sandbox may put anything there: a link is not followed, and a pipe not waited for. */
async function read(file: string): Promise<string | null> {
  let handle: FileHandle | undefined;
  try {
    const { O_RDONLY, O_NOFOLLOW, O_NONBLOCK } = constants;
    handle = await open(file, O_RDONLY | (O_NOFOLLOW ?? 0) | (O_NONBLOCK ?? 0));
    if (!(await handle.stat()).isFile()) return null;
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(mostBytes), 0, mostBytes, 0);
    return buffer.toString('utf8', 0, bytesRead);
  } catch {
    return null;
  } finally {
    await handle?.close();
  }
}
