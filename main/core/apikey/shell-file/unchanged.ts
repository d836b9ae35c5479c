import { fingerprintOf, resolve } from './read-file.ts';
import type { FileChange } from './types.ts';

/** True when the file is not exactly what the plan was made for: another target, inode, mode or content. */
export async function hasChanged({ path, target, before }: FileChange): Promise<boolean> {
  const now = await resolve(path);
  if (now.target !== target || now.problem !== undefined) return true;
  if (before === null) return now.stats !== null;
  const after = await fingerprintOf(target);
  return (
    after === null ||
    after.dev !== before.dev ||
    after.ino !== before.ino ||
    after.mode !== before.mode ||
    after.uid !== before.uid ||
    after.gid !== before.gid ||
    after.links !== before.links ||
    after.sha256 !== before.sha256
  );
}
