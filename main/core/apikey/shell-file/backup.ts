import { renameSync } from 'node:fs';
import { access, copyFile, lstat, open, readFile, unlink } from 'node:fs/promises';
import { constants } from 'node:fs';
import { temporaryPath } from './temporary.ts';
import type { FileChange } from './types.ts';

/** Beside the file, so that whoever looks for what happened to it finds it. */
export function backupPathOf(target: string): string {
  return `${target}.before-sandman`;
}

export interface Backup {
  readonly path: string;
  readonly isNew: boolean;
}

/** Keeps the file as it was before Sandman's first change; later changes keep that one. */
export async function keepBackup({ target }: FileChange): Promise<Backup> {
  const backup = backupPathOf(target);
  if (await exists(backup)) return { path: backup, isNew: false };
  const unfinished = temporaryPath(target);
  try {
    await copyFile(target, unfinished, constants.COPYFILE_EXCL);
    const handle = await open(unfinished, 'r+');
    try {
      const { uid, gid, mode } = await lstat(target);
      await handle.chown(uid, gid);
      // For its owner alone: it may hold what others need not read twice.
      await handle.chmod(mode & 0o700);
      await handle.sync();
    } finally {
      await handle.close();
    }
    renameSync(unfinished, backup);
    return { path: backup, isNew: true };
  } catch (error) {
    await unlink(unfinished).catch(() => {});
    throw error;
  }
}

/** A backup of what is there again anyway is of no use. */
export async function dropBackup({ target, content }: FileChange): Promise<void> {
  const backup = backupPathOf(target);
  const kept = await readFile(backup, 'latin1').catch(() => null);
  if (kept === content.reveal()) await unlink(backup).catch(() => {});
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
