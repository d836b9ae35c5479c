import { applyPlan } from './apply.ts';
import { keyInFiles, keyOf } from './key-in-files.ts';
import { planRemove, planSet } from './plan.ts';
import type { ShellFiles, ShellParts } from './shell-files.ts';
import { surveyShell } from './survey.ts';

/** The shell files of one account. */
export function openShellFiles(parts: ShellParts): ShellFiles {
  return {
    survey: (request) => surveyShell(parts, request),
    planSet,
    planRemove,
    apply: (plan) => applyPlan(plan),
    keyInFiles,
    keyOf,
  };
}
