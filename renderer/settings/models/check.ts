import * as v from 'valibot';
import { settingsPatchSchema, type SettingsPatch } from '../../../main/core/settings/schema.ts';

/** What is wrong with a value; limits are in the unit of the value. */
export type Complaint =
  { readonly kind: 'too-small' | 'too-large'; readonly limit: number } | { readonly kind: 'refused' };

/** What main would say to a change, by the same schema; null when it would take it. */
export function complaintAbout(patch: SettingsPatch): Complaint | null {
  const parsed = v.safeParse(settingsPatchSchema, patch);
  if (parsed.success) return null;
  for (const issue of innermost(parsed.issues)) {
    const limit = issue.requirement;
    if (typeof limit !== 'number') continue;
    if (issue.type === 'min_value') return { kind: 'too-small', limit };
    if (issue.type === 'max_value') return { kind: 'too-large', limit };
  }
  return { kind: 'refused' };
}

/** A union says only that nothing fitted; why not is further in. */
function innermost(issues: readonly v.BaseIssue<unknown>[]): v.BaseIssue<unknown>[] {
  return issues.flatMap((issue) => (issue.issues ? [issue, ...innermost(issue.issues)] : [issue]));
}
