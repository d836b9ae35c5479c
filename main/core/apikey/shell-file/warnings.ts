import { findBlocks } from './block.ts';
import type { Finding, KeyPlace, OtherExport, ShellSurvey, StartupFile, WarningCode } from './types.ts';

/** True where the key should not be in the start-up file itself: others could read it there, or git publish it. */
export function isRisky(survey: ShellSurvey): boolean {
  if (survey.dotfileManager !== null) return true;
  return wantedOf(survey).some((file) => file.readableByOthers || file.gitWorkTree !== null);
}

/** What the user should know before the key is written; `others` are the exports that are left then. */
export function warningsOf(
  survey: ShellSurvey,
  place: KeyPlace,
  others: readonly OtherExport[],
): readonly Finding<WarningCode>[] {
  const { shell, dotfileManager, privateFile } = survey;
  return [
    ...(shell.from === 'environment' ? [{ code: 'shell-from-environment' as const, detail: shell.path ?? '' }] : []),
    ...(survey.zdotdirUnknown ? [{ code: 'zdotdir-unknown' as const, detail: survey.zdotdir }] : []),
    ...(dotfileManager ? [{ code: 'dotfile-manager' as const, detail: dotfileManager }] : []),
    ...wantedOf(survey).flatMap((file) => warningsOfFile(file, survey)),
    ...(place === 'private-file' && privateFile.gitWorkTree !== null
      ? [{ code: 'private-file-in-git' as const, path: privateFile.path, detail: privateFile.gitWorkTree }]
      : []),
    ...others
      .filter(({ effect }) => effect === 'overrides')
      .map(({ path, line }) => ({ code: 'overridden-elsewhere' as const, path, line })),
  ];
}

function warningsOfFile(file: StartupFile, survey: ShellSurvey): readonly Finding<WarningCode>[] {
  const { path, gitWorkTree } = file;
  const text = file.content.reveal();
  const warnings: Finding<WarningCode>[] = [];
  if (file.readableByOthers) warnings.push({ code: 'readable-by-others', path });
  if (gitWorkTree !== null) {
    warnings.push({ code: file.isLink ? 'link-into-git' : 'in-git', path, detail: gitWorkTree });
  }
  if (text.startsWith('\u00ef\u00bb\u00bf')) warnings.push({ code: 'file-has-bom', path });
  if (findBlocks(text, survey.shell.kind).blocks.length > 1) warnings.push({ code: 'two-blocks', path });
  return warnings;
}

function wantedOf(survey: ShellSurvey): readonly StartupFile[] {
  return survey.files.filter((file) => file.wanted);
}
