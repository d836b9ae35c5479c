import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { copyFile, open, readdir, stat, unlink } from 'node:fs/promises';
import path from 'node:path';
import type { FileChange } from './types.ts';

/** What was left behind by a program that is gone, or that old, is nobody's any more. */
const staleAfterMs = 10 * 60_000;

/**
 * The new content in a file of its own beside the target, with the owner and the mode of the old one, on the disk. Until
 * it is complete nobody else can read it.
 */
export async function writeTemporary(change: FileChange, content = change.content.reveal()): Promise<string> {
  const { target, before } = change;
  const file = temporaryPath(target);
  // On macOS a copy takes extended attributes and access lists along.
  const copies = process.platform === 'darwin' && before !== null;
  if (copies) await copyFile(target, file, constants.COPYFILE_EXCL);
  try {
    const handle = await open(file, copies ? 'r+' : 'wx', 0o600);
    try {
      if (copies) {
        await handle.chmod(0o600);
        await handle.truncate(0);
      }
      await handle.writeFile(content, 'latin1');
      if (before !== null) {
        const made = await handle.stat();
        if (made.uid !== before.uid || made.gid !== before.gid) await handle.chown(before.uid, before.gid);
      }
      await handle.chmod(change.mode ?? (before?.mode ?? 0o600) & 0o7777);
      await handle.sync();
    } finally {
      await handle.close();
    }
    return file;
  } catch (error) {
    await unlink(file).catch(() => {});
    throw error;
  }
}

/** A name beside the target that nobody else takes, and by which `removeStaleTemporaries` finds it. */
export function temporaryPath(target: string): string {
  const name = `${prefixOf(target)}${process.pid}-${randomBytes(6).toString('hex')}.tmp`;
  return path.join(path.dirname(target), name);
}

function prefixOf(target: string): string {
  return `.${path.basename(target).replace(/^\./, '')}.sandman-`;
}

/** Takes away what a killed Sandman left beside the target: it holds the key. */
export async function removeStaleTemporaries(target: string): Promise<void> {
  const folder = path.dirname(target);
  const prefix = prefixOf(target);
  for (const name of await readdir(folder).catch(() => [])) {
    const [, pid] = name.startsWith(prefix) ? (/^(\d+)-[0-9a-f]{12}\.tmp$/.exec(name.slice(prefix.length)) ?? []) : [];
    if (pid === undefined) continue;
    const file = path.join(folder, name);
    const stats = await stat(file).catch(() => null);
    const isOld = stats !== null && Date.now() - stats.mtimeMs > staleAfterMs;
    if (isOld || !isRunning(Number(pid))) await unlink(file).catch(() => {});
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
