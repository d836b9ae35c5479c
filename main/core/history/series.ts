import { createHash } from 'node:crypto';
import type { SandboxKey } from '../model/sandbox.ts';

/** What a series is called in the files: 52 bits of a digest, which a number holds exactly. */
export type SeriesId = number;

/** The series of one sandbox, or (null) of all together. */
export function seriesOf(key: SandboxKey | null): SeriesId {
  const digest = createHash('sha256')
    .update(key ?? 'total')
    .digest('hex');
  return Number.parseInt(digest.slice(0, 13), 16);
}
