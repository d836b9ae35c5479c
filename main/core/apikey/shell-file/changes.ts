import { Secret } from '../secret.ts';
import { findBlocks } from './block.ts';
import { privateFileText } from './body.ts';
import { diffOf } from './diff.ts';
import { withEdits, type Edit } from './edit.ts';
import { bringBack } from './other-lines.ts';
import type { FileChange, KeyPlace, ShellFile, ShellKind, ShellSurvey, StartupFile } from './types.ts';

/** What is done in which file; in the order of the survey. */
export type TargetEdits = ReadonlyMap<StartupFile, readonly Edit[]>;

/** Two names may lead to one file. It is changed once, under the first name, or under the one where the block belongs. */
export function distinct(files: readonly StartupFile[]): readonly StartupFile[] {
  const byTarget = new Map<string, StartupFile>();
  for (const file of files) {
    const known = byTarget.get(file.target);
    if (!known || (file.wanted && !known.wanted)) byTarget.set(file.target, file);
  }
  return [...byTarget.values()];
}

export function hasBlock(file: ShellFile, kind: ShellKind): boolean {
  return findBlocks(file.content.reveal(), kind).blocks.length > 0;
}

/** Null when the edits change nothing: then nothing is written. */
export function changeOf(
  file: ShellFile,
  edits: readonly Edit[],
  kind: ShellKind,
  newMode: number | null,
): FileChange | null {
  const text = file.content.reveal();
  const changed = withEdits(text, edits);
  if (changed === text && file.before !== null) return null;
  const { path, target, before } = file;
  return {
    path,
    target,
    kind: before === null ? 'create' : 'replace',
    before,
    content: new Secret(changed),
    mode: before === null ? newMode : null,
    backUp: before !== null && !isTouched(text, kind),
    diff: diffOf(text, edits, kind),
  };
}

/** A copy of a file that Sandman has changed already would be no file of the user's, and might hold a key. */
function isTouched(text: string, kind: ShellKind): boolean {
  return findBlocks(text, kind).blocks.length > 0 || bringBack(text).length > 0;
}

export function deletionOf(file: ShellFile, kind: ShellKind): FileChange {
  const { path, target, before } = file;
  const text = file.content.reveal();
  return {
    path,
    target,
    kind: 'delete',
    before,
    content: new Secret(''),
    mode: null,
    backUp: false,
    diff: diffOf(text, [{ start: 0, end: text.length, replacement: '' }], kind),
  };
}

/** What becomes of the private file; null when it is as it should be. */
export function privateFileChange(survey: ShellSurvey, place: KeyPlace, key: Secret): FileChange | null {
  const { privateFile, shell } = survey;
  const { before } = privateFile;
  if (place === 'block') return before === null ? null : deletionOf(privateFile, shell.kind);
  const old = privateFile.content.reveal();
  const text = privateFileText(key, shell.kind);
  if (before !== null && text === old && (before.mode & 0o777) === 0o600) return null;
  return {
    path: privateFile.path,
    target: privateFile.target,
    kind: before === null ? 'create' : 'replace',
    before,
    content: new Secret(text),
    mode: 0o600,
    backUp: false,
    diff: diffOf(old, [{ start: 0, end: old.length, replacement: text }], shell.kind),
  };
}
