import type { SandboxState } from '../../main/core/model/app-state.ts';
import { policyFor } from '../../main/core/settings/for-sandbox.ts';
import type { OwnPolicy, SandboxPatch, Settings } from '../../main/core/settings/schema.ts';

const minute = 60_000;
const hour = 60 * minute;

export const ownTimeoutsMs = [5, 15, 30]
  .map((count) => count * minute)
  .concat([1, 2, 4, 8, 24].map((count) => count * hour));

/** `all`: as for all sandboxes; `never`: not stopped for being idle; else milliseconds. */
export type OwnChoice = 'all' | 'never' | number;

/** What is said about this sandbox alone. */
export function ownOf({ key }: SandboxState, settings: Settings): OwnPolicy {
  return (Object.hasOwn(settings.sandboxes, key) ? settings.sandboxes[key] : undefined) ?? {};
}

export function idleChoice({ idle }: OwnPolicy): OwnChoice {
  if (idle?.enabled === false) return 'never';
  return idle?.timeoutMs ?? 'all';
}

export function sessionsChoice({ idle }: OwnPolicy): OwnChoice {
  return idle?.timeoutWithSessionsMs ?? 'all';
}

type OwnIdle = NonNullable<OwnPolicy['idle']>;

/** The change that a choice asks for; what is said beside it stays said. */
export function idlePatch({ idle }: OwnPolicy, choice: OwnChoice): SandboxPatch {
  const rest = without(idle, ['enabled', 'timeoutMs']);
  if (choice === 'never') return { idle: { ...rest, enabled: false } };
  return said(choice === 'all' ? rest : { ...rest, enabled: true, timeoutMs: choice });
}

/** Turns round whether this one is stopped for being idle; its own times stay for when it is again. */
export function autoStopPatch(one: SandboxState, settings: Settings): SandboxPatch {
  const { idle } = ownOf(one, settings);
  if (policyFor(one, settings).idle.enabled) return { idle: { ...idle, enabled: false } };
  const rest = without(idle, ['enabled']);
  const common = policyFor({ ...one, key: '' }, settings).idle;
  return common.enabled ? said(rest) : { idle: { timeoutMs: common.timeoutMs, ...rest, enabled: true } };
}

export function sessionsPatch({ idle }: OwnPolicy, choice: Exclude<OwnChoice, 'never'>): SandboxPatch {
  const rest = without(idle, ['timeoutWithSessionsMs']);
  return said(choice === 'all' ? rest : { ...rest, timeoutWithSessionsMs: choice });
}

function without(idle: OwnIdle | undefined, names: readonly (keyof OwnIdle)[]): OwnIdle {
  const left = Object.entries(idle ?? {}).filter(([name]) => !names.includes(name as keyof OwnIdle));
  return Object.fromEntries(left);
}

/** Null takes it all back. */
function said(idle: OwnIdle): SandboxPatch {
  return { idle: Object.keys(idle).length === 0 ? null : idle };
}

/** What can be chosen, with the present value among it even if it was written by hand. */
export function timeoutChoices(present: OwnChoice): readonly number[] {
  const all =
    typeof present === 'number' && !ownTimeoutsMs.includes(present) ? [...ownTimeoutsMs, present] : ownTimeoutsMs;
  return [...all].sort((a, b) => a - b);
}

/** The cap that this sandbox has alone; undefined when it has none of its own. */
export function ownCapOf({ name }: SandboxState, settings: Settings): number | undefined {
  return Object.hasOwn(settings.memory.capsByName, name) ? settings.memory.capsByName[name] : undefined;
}
