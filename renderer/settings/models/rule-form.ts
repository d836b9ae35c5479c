import type { Words } from '../../../main/core/i18n/words.ts';
import type { OwnPolicy, Rule, SandboxMatch, Settings } from '../../../main/core/settings/schema.ts';

/** Patterns as they are typed; an empty one is none. */
export interface MatchForm {
  readonly name: string;
  readonly agent: string;
  readonly path: string;
}

export const ruleEffects = ['timeout', 'off', 'protect'] as const;
export type RuleEffect = (typeof ruleEffects)[number];

/** A rule as the editor has it. */
export interface RuleForm {
  readonly match: MatchForm;
  readonly effect: RuleEffect;
  /** Null: none of their own; what holds for all holds, or what a later rule says. */
  readonly timeoutMs: number | null;
  readonly timeoutWithSessionsMs: number | null;
}

export type TimeSetting = 'timeoutMs' | 'timeoutWithSessionsMs';

export const emptyMatch: MatchForm = { name: '', agent: '', path: '' };

export function matchForm(match: SandboxMatch): MatchForm {
  return { name: match.name ?? '', agent: match.agent ?? '', path: match.path ?? '' };
}

export function matchOf({ name, agent, path }: MatchForm): SandboxMatch {
  const given = { name: name.trim(), agent: agent.trim(), path: path.trim() };
  return Object.fromEntries(Object.entries(given).filter(([, pattern]) => pattern !== ''));
}

/** A new one begins with the times that hold for all. */
export function newRuleForm(common: Pick<Settings['idle'], TimeSetting>): RuleForm {
  const { timeoutMs, timeoutWithSessionsMs } = common;
  return { match: emptyMatch, effect: 'timeout', timeoutMs, timeoutWithSessionsMs };
}

export function ruleForm(rule: Rule): RuleForm {
  return {
    match: matchForm(rule.match),
    effect: effectOf(rule),
    timeoutMs: rule.idle?.timeoutMs ?? null,
    timeoutWithSessionsMs: rule.idle?.timeoutWithSessionsMs ?? null,
  };
}

export function effectOf(policy: OwnPolicy): RuleEffect {
  if (policy.protected) return 'protect';
  return policy.idle?.enabled === false ? 'off' : 'timeout';
}

/** The rule that a form describes. What the form does not show, and what was not changed in it, stays as it was in `before`. */
export function ruleOf(form: RuleForm, before?: Rule): Rule {
  const match = matchOf(form.match);
  const wasSameEffect = before !== undefined && effectOf(before) === form.effect;
  if (wasSameEffect && form.effect !== 'timeout') return { ...before, match };
  if (form.effect === 'protect') return { match, protected: true };
  const { timeoutMs, timeoutWithSessionsMs } = form;
  const warningMs = before?.idle?.warningMs;
  // A rule that only sets times does not switch on what is off for all.
  const enabled = wasSameEffect ? before.idle?.enabled : form.effect === 'timeout';
  return {
    match,
    // Said on purpose: a later rule may protect them.
    ...(before?.protected === false && { protected: false }),
    idle: {
      ...(enabled !== undefined && { enabled }),
      ...(form.effect === 'timeout' && timeoutMs !== null && { timeoutMs }),
      ...(form.effect === 'timeout' && timeoutWithSessionsMs !== null && { timeoutWithSessionsMs }),
      ...(warningMs !== undefined && { warningMs }),
    },
  };
}

/** Which sandboxes a match means: `name web-* · agent claude`. */
export function matchSentence(match: SandboxMatch, words: Words): string {
  const parts = (['name', 'agent', 'path'] as const).flatMap((part) => {
    const pattern = match[part];
    return pattern === undefined ? [] : [words.t(`match.${part}Is`, { pattern })];
  });
  return parts.length === 0 ? words.t('match.all') : parts.join(' · ');
}

/** What a rule does to those that it fits, or the settings of one sandbox to it. */
export function effectSentence(policy: OwnPolicy, words: Words): string {
  const effect = effectOf(policy);
  if (effect !== 'timeout') return words.t(`rule.${effect}Is`);
  const { timeoutMs, timeoutWithSessionsMs } = policy.idle ?? {};
  const parts = [
    timeoutMs !== undefined && words.t('rule.after', { span: words.duration(timeoutMs) }),
    timeoutWithSessionsMs !== undefined &&
      words.t('rule.afterWithSessions', { span: words.duration(timeoutWithSessionsMs) }),
  ].filter((text) => typeof text === 'string');
  return parts.length === 0 ? words.t('rule.asAll') : parts.join(', ');
}
