import type { Words } from '../../../main/core/i18n/words.ts';
import type { OwnPolicy, Rule, SandboxMatch } from '../../../main/core/settings/schema.ts';

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
  readonly timeoutMs: number;
  readonly timeoutWithSessionsMs: number;
}

export const emptyMatch: MatchForm = { name: '', agent: '', path: '' };

export function matchForm(match: SandboxMatch): MatchForm {
  return { name: match.name ?? '', agent: match.agent ?? '', path: match.path ?? '' };
}

export function matchOf({ name, agent, path }: MatchForm): SandboxMatch {
  const given = { name: name.trim(), agent: agent.trim(), path: path.trim() };
  return Object.fromEntries(Object.entries(given).filter(([, pattern]) => pattern !== ''));
}

type Timeouts = Pick<RuleForm, 'timeoutMs' | 'timeoutWithSessionsMs'>;

export function newRuleForm(common: Timeouts): RuleForm {
  const { timeoutMs, timeoutWithSessionsMs } = common;
  return { match: emptyMatch, effect: 'timeout', timeoutMs, timeoutWithSessionsMs };
}

export function ruleForm(rule: Rule, common: Timeouts): RuleForm {
  return {
    match: matchForm(rule.match),
    effect: effectOf(rule),
    timeoutMs: rule.idle?.timeoutMs ?? common.timeoutMs,
    timeoutWithSessionsMs: rule.idle?.timeoutWithSessionsMs ?? common.timeoutWithSessionsMs,
  };
}

export function effectOf(policy: OwnPolicy): RuleEffect {
  if (policy.protected) return 'protect';
  return policy.idle?.enabled === false ? 'off' : 'timeout';
}

/** The rule that a form describes. What the form does not show (the warning) stays as it was in `before`. */
export function ruleOf(form: RuleForm, before?: Rule): Rule {
  const match = matchOf(form.match);
  const warningMs = before?.idle?.warningMs;
  const warning = warningMs === undefined ? {} : { warningMs };
  switch (form.effect) {
    case 'protect':
      return { match, protected: true };
    case 'off':
      return { match, idle: { enabled: false, ...warning } };
    case 'timeout': {
      const { timeoutMs, timeoutWithSessionsMs } = form;
      return { match, idle: { enabled: true, timeoutMs, timeoutWithSessionsMs, ...warning } };
    }
  }
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
