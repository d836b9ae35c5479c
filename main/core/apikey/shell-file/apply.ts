import { deleteFile, writeFileWhole, type Written } from './replace.ts';
import { hasChanged } from './unchanged.ts';
import type { ApplyErrorCode, ApplyResult, FileChange, FileResult, Plan } from './types.ts';

/** A step of writing, for tests that let something happen just before it. */
export type Step = 'check' | 'backup' | 'write' | 'recheck' | 'rename';

export interface ApplyOptions {
  readonly before?: (step: Step, target: string) => void | Promise<void>;
}

/**
 * Carries a plan out. All files are looked at before the first one is changed: if one is not what it was when it was
 * surveyed, nothing is done. Each file is replaced in one step, so that it is the old or the new one at every moment.
 * Never throws.
 */
export async function applyPlan(plan: Plan, options: ApplyOptions = {}): Promise<ApplyResult> {
  if (plan.refusals.length > 0) {
    const path = plan.refusals[0]?.path ?? '';
    return { ok: false, files: [{ path, outcome: 'not-done', error: { code: 'refused' } }] };
  }
  const files: FileResult[] = [];
  for (const change of plan.changes) {
    await options.before?.('check', change.target);
    if (await hasChanged(change)) return notDone(plan, change, 'changed-meanwhile');
  }
  for (const [index, change] of plan.changes.entries()) {
    const result = await carryOut(change, options);
    files.push(result);
    if (result.error === undefined) continue;
    files.push(...plan.changes.slice(index + 1).map(({ path }): FileResult => ({ path, outcome: 'not-done' })));
    return { ok: false, files };
  }
  return { ok: true, files };
}

function notDone(plan: Plan, culprit: FileChange, code: ApplyErrorCode): ApplyResult {
  const files = plan.changes.map((change): FileResult => ({
    path: change.path,
    outcome: 'not-done',
    ...(change === culprit && { error: { code } }),
  }));
  return { ok: false, files };
}

async function carryOut(change: FileChange, options: ApplyOptions): Promise<FileResult> {
  const { path, kind } = change;
  try {
    const written = kind === 'delete' ? await deleteFile(change) : await writeFileWhole(change, options);
    return resultOf(path, written, kind);
  } catch (error) {
    const { code = 'unknown' } = error as NodeJS.ErrnoException;
    return { path, outcome: 'not-done', error: { code: errorCodeOf(code), systemCode: code } };
  }
}

const outcomes = { create: 'created', replace: 'replaced', delete: 'deleted' } as const;

function resultOf(path: string, written: Written, kind: FileChange['kind']): FileResult {
  if ('error' in written) return { path, outcome: 'not-done', error: written.error };
  return { path, outcome: outcomes[kind], ...(written.backup !== undefined && { backup: written.backup }) };
}

function errorCodeOf(systemCode: string): ApplyErrorCode {
  switch (systemCode) {
    case 'ENOSPC':
    case 'EDQUOT':
      return 'disk-full';
    case 'EACCES':
    case 'EPERM':
      return 'not-permitted';
    case 'EROFS':
      return 'read-only-file-system';
    default:
      return 'write-failed';
  }
}
