import { renameSync } from 'node:fs';
import { mkdir, open, unlink, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import type { ApplyOptions } from './apply.ts';
import { dropBackup, keepBackup, type Backup } from './backup.ts';
import { sha256 } from './read-file.ts';
import { removeStaleTemporaries, writeTemporary } from './temporary.ts';
import type { ApplyErrorCode, FileChange } from './types.ts';
import { hasChanged } from './unchanged.ts';

export type Written = { readonly backup?: string } | { readonly error: { readonly code: ApplyErrorCode } };

/** Puts the content in the place of the file, or where none is yet, by one rename. Throws what the system says. */
export async function writeFileWhole(change: FileChange, { before: step }: ApplyOptions): Promise<Written> {
  const { target, before, content } = change;
  const folder = path.dirname(target);
  await mkdir(folder, { recursive: true, mode: change.mode === 0o600 ? 0o700 : 0o755 });
  await removeStaleTemporaries(target);
  // Through this the old file can be read even when its name is gone.
  const old = before === null ? null : await open(target, 'r');
  let backup: Backup | undefined;
  let temporary: string | null = null;
  let isDone = false;
  try {
    await step?.('backup', target);
    if (change.backUp) backup = await keepBackup(change);
    await step?.('write', target);
    temporary = await writeTemporary(change);
    await step?.('recheck', target);
    if (await hasChanged(change)) return { error: { code: 'changed-meanwhile' } };
    await step?.('rename', target);
    renameSync(temporary, target);
    temporary = null;
    await syncFolder(folder);
    if (old && before && (await hashOf(old)) !== before.sha256) {
      await giveBack(change, old);
      return { error: { code: 'changed-meanwhile' } };
    }
    if (!(await isAsWritten(target, content.reveal()))) return { error: { code: 'not-as-written' } };
    if (before !== null) await dropBackup(change);
    isDone = true;
    return backup === undefined ? {} : { backup: backup.path };
  } finally {
    if (!isDone && backup?.isNew) await unlink(backup.path).catch(() => {});
    if (temporary !== null) await unlink(temporary).catch(() => {});
    await old?.close();
  }
}

export async function deleteFile(change: FileChange): Promise<Written> {
  await removeStaleTemporaries(change.target);
  if (await hasChanged(change)) return { error: { code: 'changed-meanwhile' } };
  await unlink(change.target);
  await syncFolder(path.dirname(change.target));
  return {};
}

/** Somebody wrote into the old file in the last moment: what they wrote is worth more than our block. */
async function giveBack(change: FileChange, old: FileHandle): Promise<void> {
  const theirs = await contentOf(old);
  renameSync(await writeTemporary(change, theirs), change.target);
  await syncFolder(path.dirname(change.target));
}

async function hashOf(handle: FileHandle): Promise<string> {
  return sha256(await contentOf(handle));
}

async function contentOf(handle: FileHandle): Promise<string> {
  const { size } = await handle.stat();
  const bytes = Buffer.alloc(size);
  const { bytesRead } = await handle.read(bytes, 0, size, 0);
  return bytes.toString('latin1', 0, bytesRead);
}

async function isAsWritten(target: string, content: string): Promise<boolean> {
  const handle = await open(target, 'r').catch(() => null);
  if (handle === null) return false;
  try {
    return (await hashOf(handle)) === sha256(content);
  } finally {
    await handle.close();
  }
}

/** So that the new name is there after a power cut, too. Not every file system can do it. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => null);
  await handle?.sync().catch(() => {});
  await handle?.close();
}
