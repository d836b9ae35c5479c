import { findBlocks } from './block.ts';
import { distinct } from './changes.ts';
import { bringBack } from './other-lines.ts';
import type {
  Finding,
  KeyPlace,
  RefusalCode,
  RemoveRequest,
  SetRequest,
  ShellFile,
  ShellSurvey,
  StartupFile,
} from './types.ts';

type Refusal = Finding<RefusalCode>;

/** Why the key is not put into the files. When in doubt, nothing is touched. */
export function setRefusals(
  survey: ShellSurvey,
  request: SetRequest,
  place: KeyPlace,
  isSafe: boolean,
): readonly Refusal[] {
  if (!isSafe) return [{ code: 'unsafe-value' }];
  const touched = distinct(survey.files).filter((file) => file.wanted || (!file.system && hasMarks(file, survey)));
  if (!touched.some((file) => file.wanted)) return [{ code: 'no-file-for-shell', detail: survey.shell.path ?? '' }];
  return [
    ...touched.flatMap((file) => problemOf(file)),
    ...(place === 'private-file' ? problemOf(survey.privateFile) : []),
    ...touched.flatMap((file) => doubtsOf(file, survey, request.overwriteEdited ?? false)),
  ];
}

export function removeRefusals(survey: ShellSurvey, request: RemoveRequest): readonly Refusal[] {
  const touched = distinct(survey.files).filter((file) => !file.system && hasMarks(file, survey));
  // A file that cannot be read may hold a block.
  const dark = distinct(survey.files).filter((file) => file.wanted && file.problem === 'not-readable');
  return [
    ...[...new Set([...touched, ...dark])].flatMap((file) => problemOf(file)),
    ...touched.flatMap((file) => doubtsOf(file, survey, request.overwriteEdited ?? false)),
  ];
}

function hasMarks(file: StartupFile, survey: ShellSurvey): boolean {
  const text = file.content.reveal();
  const { blocks, brokenLines } = findBlocks(text, survey.shell.kind);
  return blocks.length > 0 || brokenLines.length > 0 || bringBack(text).length > 0;
}

function problemOf({ path, problem }: ShellFile): readonly Refusal[] {
  return problem === undefined ? [] : [{ code: problem, path }];
}

function doubtsOf(file: StartupFile, survey: ShellSurvey, overwriteEdited: boolean): readonly Refusal[] {
  const { blocks, brokenLines } = findBlocks(file.content.reveal(), survey.shell.kind);
  const edited = overwriteEdited ? [] : blocks.filter((block) => !block.intact);
  return [
    ...brokenLines.map((line): Refusal => ({ code: 'broken-block', path: file.path, line })),
    ...edited.map(({ line }): Refusal => ({ code: 'edited-by-hand', path: file.path, line })),
  ];
}
