import { createHash } from 'node:crypto';
import { constants, type Stats } from 'node:fs';
import { access, lstat, open, readlink, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { Secret } from '../secret.ts';
import type { FileProblem, Fingerprint, ShellFile } from './types.ts';

/** Larger files are not start-up files. */
const maxBytes = 16 * 1024 * 1024;

/**
 * Reads a file with all that has to be known before it may be replaced. A missing file is an answer, too. Follows links,
 * opens nothing that could block, and throws nothing: what is wrong is the `problem`.
 */
export async function readShellFile(file: string): Promise<ShellFile> {
  const found = await resolve(file);
  const base = { path: file, target: found.target, isLink: found.target !== file };
  const nothing = { ...base, before: null, content: new Secret(''), readableByOthers: false };
  const gitWorkTree = await workTreeOf(found.target);
  if (found.problem) return { ...nothing, gitWorkTree, problem: found.problem };
  if (found.stats === null) return { ...nothing, gitWorkTree, ...problem(await folderProblem(found.target)) };
  if (!found.stats.isFile()) return { ...nothing, gitWorkTree, problem: 'not-a-file' };
  const read = await readWhole(found.target);
  if (typeof read === 'string') return { ...nothing, gitWorkTree, problem: read };
  return {
    ...base,
    before: read.before,
    content: new Secret(read.text),
    readableByOthers: await isReadableByOthers(found.target, read.before),
    gitWorkTree,
    ...problem(await whyNotReplaceable(found.target, read.before, read.text)),
  };
}

/** What the file is now; null when it is gone or cannot be read. */
export async function fingerprintOf(target: string): Promise<Fingerprint | null> {
  const read = await readWhole(target);
  return typeof read === 'string' ? null : read.before;
}

export function sha256(content: string): string {
  return createHash('sha256').update(content, 'latin1').digest('hex');
}

/** The file that a name leads to. A missing one is where its folder really is. */
export async function resolve(file: string): Promise<{ target: string; stats: Stats | null; problem?: FileProblem }> {
  const own = await lstat(file).catch(codeOf);
  if (own === 'ENOENT' || own === 'ENOTDIR') {
    return { target: path.join(await realFolder(path.dirname(file)), path.basename(file)), stats: null };
  }
  const target = await realpath(file).catch(codeOf);
  if (target === 'ELOOP') return { target: file, stats: null, problem: 'link-loop' };
  if (target === 'ENOENT') {
    const to = await readlink(file).catch(() => file);
    return { target: path.resolve(path.dirname(file), to), stats: null, problem: 'dangling-link' };
  }
  const stats = path.isAbsolute(target) ? await stat(target).catch(codeOf) : target;
  if (typeof stats === 'string') return { target: file, stats: null, problem: 'not-readable' };
  return { target, stats };
}

async function realFolder(folder: string): Promise<string> {
  const real = await realpath(folder).catch(() => null);
  if (real !== null) return real;
  const above = path.dirname(folder);
  return above === folder ? folder : path.join(await realFolder(above), path.basename(folder));
}

async function readWhole(target: string): Promise<{ before: Fingerprint; text: string } | FileProblem> {
  // Should it have become a pipe meanwhile, opening it must not wait for somebody who writes.
  const handle = await open(target, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0)).catch(() => null);
  if (handle === null) return 'not-readable';
  try {
    const stats = await handle.stat();
    if (!stats.isFile()) return 'not-a-file';
    if (stats.size > maxBytes) return 'too-large';
    const text = (await handle.readFile()).toString('latin1');
    return { before: fingerprint(stats, text), text };
  } catch {
    return 'not-readable';
  } finally {
    await handle.close();
  }
}

function fingerprint(stats: Stats, text: string): Fingerprint {
  const { dev, ino, mode, uid, gid, nlink, size, mtimeMs } = stats;
  return { dev, ino, mode, uid, gid, links: nlink, sizeBytes: size, modifiedAtMs: mtimeMs, sha256: sha256(text) };
}

async function whyNotReplaceable(target: string, before: Fingerprint, text: string): Promise<FileProblem | null> {
  if (/\0/.test(text) || /^(?:\u00ff\u00fe|\u00fe\u00ff)/.test(text)) return 'not-text';
  // A new file under the old name would part the two.
  if (before.links > 1) return 'hard-linked';
  const uid = process.geteuid?.();
  if (uid !== undefined && uid !== 0 && before.uid !== uid) return 'not-yours';
  // Root may write anything, but somebody meant this.
  if ((before.mode & 0o200) === 0 || !(await may(target, constants.W_OK))) return 'read-only';
  return folderProblem(target);
}

/** The file is replaced by a new one, so its folder has to take one. Folders that are missing are made. */
async function folderProblem(target: string): Promise<FileProblem | null> {
  const folder = path.dirname(target);
  const stats = await stat(folder).catch(codeOf);
  if (stats === 'ENOENT' && folder !== path.dirname(folder)) return folderProblem(folder);
  if (typeof stats === 'string' || !stats.isDirectory() || (stats.mode & 0o200) === 0) return 'folder-not-writable';
  return (await may(folder, constants.W_OK | constants.X_OK)) ? null : 'folder-not-writable';
}

/** Its own bits, and those of every folder on the way. A group of one's own, as Linux gives everybody, is nobody else. */
async function isReadableByOthers(target: string, before: Fingerprint): Promise<boolean> {
  const group = (before.mode & 0o040) !== 0 && before.gid !== before.uid;
  const other = (before.mode & 0o004) !== 0;
  if (!group && !other) return false;
  for (let folder = path.dirname(target); ; folder = path.dirname(folder)) {
    const stats = await stat(folder).catch(() => null);
    if (stats && (stats.mode & (group && stats.gid === before.gid ? 0o011 : 0o001)) === 0) return false;
    if (folder === path.dirname(folder)) return true;
  }
}

async function workTreeOf(target: string): Promise<string | null> {
  for (let folder = path.dirname(target); ; folder = path.dirname(folder)) {
    if (typeof (await lstat(path.join(folder, '.git')).catch(codeOf)) !== 'string') return folder;
    if (folder === path.dirname(folder)) return null;
  }
}

async function may(file: string, how: number): Promise<boolean> {
  return access(file, how).then(
    () => true,
    () => false,
  );
}

function problem(code: FileProblem | null): { problem?: FileProblem } {
  return code === null ? {} : { problem: code };
}

function codeOf(error: unknown): string {
  return String((error as NodeJS.ErrnoException).code ?? 'unknown');
}
