import { findBlocks } from './block.ts';
import { includesOf } from './includes.ts';
import { otherLines, type OtherLine } from './other-lines.ts';
import type { OtherEffect, OtherExport, ShellSurvey, StartupFile } from './types.ts';

/** Text of a file, as it is or as it would be. */
export type TextOf = (file: StartupFile) => string;

interface Found {
  readonly file: StartupFile;
  readonly other: OtherLine;
}

/**
 * Every line besides the block that sets or takes away the variable, in all files that the shell reads, and which of the
 * two holds in the end: the one that is read last.
 */
export function otherExports(survey: ShellSurvey, textOf: TextOf): readonly OtherExport[] {
  return findOthers(survey, textOf).map(({ file, other, effect }) => ({
    path: file.path,
    line: other.line.number,
    kind: other.kind,
    effect,
    conditional: other.conditional,
    canBeCommentedOut: other.canBeCommentedOut && isChangeable(file),
  }));
}

export function isChangeable(file: StartupFile): boolean {
  return !file.system && file.problem === undefined && file.before !== null;
}

export function findOthers(survey: ShellSurvey, textOf: TextOf): readonly (Found & { effect: OtherEffect })[] {
  const found: Found[] = survey.files.flatMap((file) => {
    const text = textOf(file);
    const { blocks } = findBlocks(text, survey.shell.kind);
    return otherLines(text, survey.shell.kind, blocks).map((other) => ({ file, other }));
  });
  if (found.length === 0) return [];
  const orders = (['interactive', 'login'] as const).map((mode) => readingOrder(survey, textOf, mode));
  return found.map((one) => ({ ...one, effect: effectOf(one, orders) }));
}

type Step = { readonly target: string; readonly at: number; readonly isBlock: boolean };

function effectOf({ file, other }: Found, orders: readonly (readonly Step[])[]): OtherEffect {
  const effects = orders.flatMap((order): OtherEffect[] => {
    const lastRead = order.findLastIndex((step) => step.target === file.target && step.at === other.line.start);
    if (lastRead === -1) return [];
    const block = order.findLastIndex((step) => step.isBlock);
    return [block === -1 ? 'elsewhere' : lastRead > block ? 'overrides' : 'overridden'];
  });
  if (effects.includes('overrides')) return 'overrides';
  return effects.includes('overridden') ? 'overridden' : 'elsewhere';
}

/** The blocks and other lines in the order in which a shell meets them. */
function readingOrder(survey: ShellSurvey, textOf: TextOf, mode: 'interactive' | 'login'): readonly Step[] {
  const { kind } = survey.shell;
  const byPath = new Map(survey.files.map((file) => [file.path, file]));
  const steps: Step[] = [];
  const read = (file: StartupFile, above: readonly string[]): void => {
    if (above.includes(file.target) || above.length > maxDepth) return;
    const text = textOf(file);
    const { blocks } = findBlocks(text, kind);
    const events = [
      ...blocks.map((block) => ({ at: block.start, run: () => steps.push(step(file, block.start, true)) })),
      ...otherLines(text, kind, blocks).map(({ line }) => ({
        at: line.start,
        run: () => steps.push(step(file, line.start, false)),
      })),
      ...includesOf(text, survey).map((include) => ({
        at: include.at,
        run: () => {
          const included = byPath.get(include.path);
          if (included) read(included, [...above, file.target]);
        },
      })),
    ];
    for (const event of events.sort((one, other) => one.at - other.at)) event.run();
  };
  for (const file of survey.files) if (file.includedBy === null && file[mode]) read(file, []);
  return steps;
}

const maxDepth = 6;

function step(file: StartupFile, at: number, isBlock: boolean): Step {
  return { target: file.target, at, isBlock };
}
