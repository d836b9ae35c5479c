import { lineByHand } from '../core/apikey/shell-file/by-hand.ts';
import type {
  ApplyResult,
  DiffLine,
  FileChange,
  KeyInFiles,
  Plan,
  ShellSurvey,
} from '../core/apikey/shell-file/types.ts';
import {
  applyErrorMessage,
  keyInFilesMessage,
  otherExportMessage,
  refusalMessage,
  warningMessage,
} from '../core/apikey/shell-file/words.ts';
import { say, type Message } from '../core/i18n/message.ts';
import { english } from './text.ts';

const inEnglish = (message: Message) => say(message, english);

/** A plan and what came of it; `result` is null where nothing was to be done, or only shown. */
export interface Told {
  readonly plan: Plan;
  readonly result: ApplyResult | null;
  readonly dryRun: boolean;
}

export function planText(told: readonly Told[]): string {
  const busy = told.filter(({ plan }) => plan.changes.length > 0 || plan.refusals.length > 0);
  if (busy.length === 0)
    return told[0]?.plan.purpose === 'remove' ? 'There is no key to remove.' : 'Everything is as wanted already.';
  return busy.flatMap(linesOfPlan).join('\n');
}

function linesOfPlan({ plan, result, dryRun }: Told): string[] {
  if (plan.refusals.length > 0) {
    const byHand = lineByHand(plan.shell);
    return [
      ...plan.refusals.map((refusal) => `! ${inEnglish(refusalMessage(refusal))}`),
      'Nothing was changed.',
      ...(plan.purpose === 'set' ? [`To do it by hand, add this line to ${byHand.file}:`, `  ${byHand.line}`] : []),
    ];
  }
  return [
    ...plan.changes.flatMap((change) => [`--- ${change.path} (${change.kind})`, ...change.diff.map(diffText)]),
    ...plan.warnings.map((warning) => `! ${inEnglish(warningMessage(warning))}`),
    ...offer(plan),
    ...(dryRun ? ['Nothing was changed: this was a dry run.'] : resultLines(result)),
  ];
}

function offer({ otherExports, warnings }: Plan): string[] {
  const isOverridden = warnings.some(({ code }) => code === 'overridden-elsewhere');
  const canBe = otherExports.some((one) => one.canBeCommentedOut && one.effect === 'overrides');
  return isOverridden && canBe ? ['  With --comment-out Sandman comments such lines out.'] : [];
}

function resultLines(result: ApplyResult | null): string[] {
  return (result?.files ?? []).map(({ path, outcome, backup, error }) => {
    if (error) return `! ${path}: ${inEnglish(applyErrorMessage(error.code))}`;
    return `${path}: ${outcomeWords[outcome]}${backup === undefined ? '' : ` (as it was before: ${backup})`}`;
  });
}

const outcomeWords = { created: 'made', replaced: 'changed', deleted: 'deleted', 'not-done': 'not changed' } as const;

const signs: Readonly<Record<DiffLine['kind'], string>> = { context: '  ', added: '+ ', removed: '- ', gap: '  …' };

function diffText({ kind, text }: DiffLine): string {
  return `${signs[kind]}${text}`;
}

/** What `--json` prints for each shell. */
export function planJson({ plan, result, dryRun }: Told) {
  return {
    action: plan.purpose,
    shell: plan.shell.kind,
    place: plan.place,
    dryRun,
    changed: result !== null && result.ok,
    changes: plan.changes.map(changeJson),
    warnings: plan.warnings.map((one) => ({ ...one, message: inEnglish(warningMessage(one)) })),
    refusals: plan.refusals.map((one) => ({ ...one, message: inEnglish(refusalMessage(one)) })),
    otherExports: plan.otherExports,
    files: (result?.files ?? []).map((file) => ({
      ...file,
      ...(file.error && { error: { ...file.error, message: inEnglish(applyErrorMessage(file.error.code)) } }),
    })),
    ...(plan.refusals.length > 0 && { lineByHand: lineByHand(plan.shell) }),
  };
}

function changeJson({ path, target, kind, diff }: FileChange) {
  return { path, ...(target !== path && { target }), kind, diff: diff.map(diffText) };
}

export function keyStatusJson(survey: ShellSurvey, inFiles: KeyInFiles) {
  const { changedAtMs, ...rest } = inFiles;
  return {
    shell: survey.shell.kind,
    ...rest,
    changedAt: changedAtMs === null ? null : new Date(changedAtMs).toISOString(),
    files: survey.files.filter((file) => file.wanted).map((file) => file.path),
    ...(survey.shell.kind === 'other' && { lineByHand: lineByHand(survey.shell) }),
  };
}

export function keyStatusText(survey: ShellSurvey, inFiles: KeyInFiles): string {
  const { shell, files } = survey;
  const byHand = lineByHand(shell);
  if (shell.kind === 'other') {
    return `Sandman does not write the files of ${shell.path ?? 'this shell'}. Add this line to ${byHand.file}:\n  ${byHand.line}`;
  }
  const wanted = files.filter((file) => file.wanted).map((file) => file.path);
  return [
    inEnglish(keyInFilesMessage(inFiles.state)),
    ...(inFiles.mask === null
      ? []
      : [`  ${inFiles.mask}${inFiles.place === 'private-file' ? `, in ${survey.privateFile.path}` : ''}`]),
    `Shell: ${shell.kind}. ${inFiles.paths.length > 0 ? `The block is in: ${inFiles.paths.join(', ')}` : `The block would go into: ${wanted.join(', ')}`}`,
    ...inFiles.otherExports.map((one) => `! ${inEnglish(otherExportMessage(one))}`),
  ].join('\n');
}
