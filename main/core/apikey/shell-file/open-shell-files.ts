import { applyPlan } from './apply.ts';
import { keyInFiles, keyOf } from './key-in-files.ts';
import { planRemove, planSet } from './plan.ts';
import { rememberPlan } from './remembered.ts';
import type { ShellFiles, ShellParts } from './shell-files.ts';
import { surveyShell } from './survey.ts';

/** The shell files of one account. */
export function openShellFiles(parts: ShellParts): ShellFiles {
  return {
    survey: (request) => surveyShell(parts, request),
    planSet,
    planRemove,
    async apply(plan) {
      const result = await applyPlan(plan);
      if (result.ok && plan.changes.length > 0) await rememberPlan(parts.sandmanHome, plan);
      return result;
    },
    keyInFiles,
    keyOf,
  };
}
