import * as v from 'valibot';
import { settingsPatchSchema, type SettingsPatch } from '../../../main/core/settings/schema.ts';

/** What is wrong with a value; limits are in the unit of the value. */
export type Complaint =
  { readonly kind: 'too-small' | 'too-large'; readonly limit: number } | { readonly kind: 'refused' };

/** What main would say to a change, by the same schema; null when it would take it. */
export function complaintAbout(patch: SettingsPatch): Complaint | null {
  const parsed = v.safeParse(settingsPatchSchema, patch);
  if (parsed.success) return null;
  const bounds = innermost(parsed.issues).flatMap(({ type, requirement, input }) =>
    typeof requirement === 'number' && (type === 'min_value' || type === 'max_value')
      ? [{ type, limit: requirement, input }]
      : [],
  );
  const [first] = bounds;
  if (!first) return { kind: 'refused' };
  // Nothing at all is below more than one bound of the same value: the strictest is the one to keep to.
  const limits = bounds
    .filter(({ type, input }) => type === first.type && input === first.input)
    .map(({ limit }) => limit);
  return first.type === 'min_value'
    ? { kind: 'too-small', limit: Math.max(...limits) }
    : { kind: 'too-large', limit: Math.min(...limits) };
}

/** A union says only that nothing fitted; why not is further in. */
function innermost(issues: readonly v.BaseIssue<unknown>[]): v.BaseIssue<unknown>[] {
  return issues.flatMap((issue) => (issue.issues ? [issue, ...innermost(issue.issues)] : [issue]));
}
