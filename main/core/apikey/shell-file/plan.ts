import type { Secret } from '../secret.ts';
import { findBlocks } from './block.ts';
import { exportLine, sourceLine } from './body.ts';
import { lineByHand } from './by-hand.ts';
import { bringBack, commentOut, otherLines } from './other-lines.ts';
import { cutBlocks, putBlock, wasMadeForBlock, withEdits, type Edit } from './edit.ts';
import { changeOf, deletionOf, distinct, hasBlock, privateFileChange, type TargetEdits } from './changes.ts';
import { isChangeable, otherExports } from './other-exports.ts';
import { isQuotable } from './quote.ts';
import { removeRefusals, setRefusals } from './refusals.ts';
import type { FileChange, KeyPlace, Plan, RemoveRequest, SetRequest, ShellSurvey, StartupFile } from './types.ts';
import { isRisky, warningsOf } from './warnings.ts';

/** What would put the key into the files. Pure: nothing is read or written, and the preview shows no key. */
export function planSet(survey: ShellSurvey, request: SetRequest): Plan {
  const { shell } = survey;
  const place = request.place ?? (isRisky(survey) || usesPrivateFile(survey) ? 'private-file' : 'block');
  // A value that cannot be quoted gets as far as this, and no further.
  const isSafe = isQuotable(request.key.reveal());
  const refusals = setRefusals(survey, request, place, isSafe);
  const base = { purpose: 'set' as const, shell, place, lineByHand: lineByHand(shell).line };
  if (refusals.length > 0) {
    const others = otherExports(survey, (file) => file.content.reveal());
    return { ...base, changes: [], refusals, otherExports: others, warnings: warningsOf(survey, place, others) };
  }
  const blocks = blockEdits(survey, place, request.key);
  const withBlock = textWith(blocks);
  const off = request.commentOut ? offEdits(survey) : new Map<StartupFile, readonly Edit[]>();
  const all = merged(blocks, off);
  const startup = [...all].flatMap(([file, edits]) => changeOf(file, edits, shell.kind, newFileMode(place)) ?? []);
  const left = otherExports(survey, textWith(all));
  return {
    ...base,
    changes: inSafeOrder(place, privateFileChange(survey, place, request.key), startup),
    refusals,
    otherExports: otherExports(survey, withBlock),
    warnings: warningsOf(survey, place, left),
  };
}

/** What would take every trace of the key out of the files, and give back the lines that were commented out. */
export function planRemove(survey: ShellSurvey, request: RemoveRequest = {}): Plan {
  const { shell } = survey;
  const refusals = removeRefusals(survey, request);
  const startup = distinct(survey.files).flatMap((file): FileChange[] => {
    const text = file.content.reveal();
    if (file.system || refusals.length > 0) return [];
    if (wasMadeForBlock(text, shell.kind)) return [deletionOf(file, shell.kind)];
    const change = changeOf(file, [...cutBlocks(text, shell.kind), ...bringBack(text)], shell.kind, null);
    return change && file.before !== null ? [change] : [];
  });
  const isLeft = refusals.length === 0 && survey.privateFile.before !== null;
  return {
    purpose: 'remove',
    shell,
    place: usesPrivateFile(survey) ? 'private-file' : 'block',
    changes: [
      ...startup.map((change) => ({ ...change, backUp: false })),
      ...(isLeft ? [deletionOf(survey.privateFile, shell.kind)] : []),
    ],
    refusals,
    otherExports: otherExports(survey, (file) => file.content.reveal()),
    warnings: [],
    lineByHand: lineByHand(shell).line,
  };
}

/** The block goes where it is wanted, and is brought up to date wherever it is already. */
function blockEdits(survey: ShellSurvey, place: KeyPlace, key: Secret): TargetEdits {
  const { shell, homeDir, privateFile } = survey;
  const body = [place === 'block' ? exportLine(key, shell.kind) : sourceLine(privateFile.path, homeDir, shell.kind)];
  const files = distinct(survey.files).filter((file) => file.wanted || (hasBlock(file, shell.kind) && !file.system));
  return new Map(files.map((file) => [file, putBlock(file.content.reveal(), body, shell.kind, file.before === null)]));
}

function usesPrivateFile(survey: ShellSurvey): boolean {
  return survey.privateFile.before !== null && survey.files.some((file) => hasBlock(file, survey.shell.kind));
}

function textWith(edits: TargetEdits): (file: StartupFile) => string {
  const texts = new Map([...edits].map(([file, own]) => [file.target, withEdits(file.content.reveal(), own)]));
  return (file) => texts.get(file.target) ?? file.content.reveal();
}

function offEdits(survey: ShellSurvey): TargetEdits {
  const { kind } = survey.shell;
  const changeable = distinct(survey.files).filter(isChangeable);
  return new Map(
    changeable.map((file) => {
      const text = file.content.reveal();
      const others = otherLines(text, kind, findBlocks(text, kind).blocks);
      return [file, others.filter((other) => other.canBeCommentedOut).map((other) => commentOut(other.line.start))];
    }),
  );
}

function merged(blocks: TargetEdits, off: TargetEdits): TargetEdits {
  const all = new Map(blocks);
  for (const [file, edits] of off) all.set(file, [...(blocks.get(file) ?? []), ...edits]);
  return all;
}

function newFileMode(place: KeyPlace): number {
  return place === 'block' ? 0o600 : 0o644;
}

/** At no moment does a block read a private file that is not there yet, or no longer. */
function inSafeOrder(place: KeyPlace, own: FileChange | null, startup: readonly FileChange[]): readonly FileChange[] {
  if (own === null) return startup;
  return place === 'private-file' ? [own, ...startup] : [...startup, own];
}
