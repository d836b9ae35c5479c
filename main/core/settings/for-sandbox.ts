import type { ListedSandbox } from '../model/sandbox.ts';
import { shortenPath } from '../model/shorten-path.ts';
import { fitsGlob } from './glob.ts';
import type { OwnPolicy, SandboxMatch, Settings } from './schema.ts';

/** As much of a sandbox as settings are chosen by. */
export type Addressed = Pick<ListedSandbox, 'name' | 'agent' | 'workspaces'> & { readonly key: string };

/** The policy settings of one sandbox, with everything filled in. */
export interface SandboxPolicy {
  readonly protected: boolean;
  readonly idle: {
    readonly enabled: boolean;
    readonly timeoutMs: number;
    readonly timeoutWithSessionsMs: number;
    readonly warningMs: number;
  };
}

/** What holds for a sandbox: what is said about it alone, else the first rule that fits and says something, else the common settings. */
export function policyFor(sandbox: Addressed, settings: Settings): SandboxPolicy {
  const own = Object.hasOwn(settings.sandboxes, sandbox.key) ? settings.sandboxes[sandbox.key] : undefined;
  // Asked several times for every sandbox in every look, and mostly nothing special is said.
  if (own === undefined && settings.rules.length === 0) return { protected: false, idle: settings.idle };
  const said: OwnPolicy[] = settings.rules.filter((rule) => fits(rule.match, sandbox));
  if (own) said.unshift(own);
  const first = <T>(pick: (one: OwnPolicy) => T | undefined, otherwise: T): T =>
    said.map(pick).find((value) => value !== undefined) ?? otherwise;
  const { idle } = settings;
  return {
    protected: first((one) => one.protected, false),
    idle: {
      enabled: first((one) => one.idle?.enabled, idle.enabled),
      timeoutMs: first((one) => one.idle?.timeoutMs, idle.timeoutMs),
      timeoutWithSessionsMs: first((one) => one.idle?.timeoutWithSessionsMs, idle.timeoutWithSessionsMs),
      warningMs: first((one) => one.idle?.warningMs, idle.warningMs),
    },
  };
}

/** The grace of a sandbox in milliseconds: never more than a tenth of its timeout, so that the two cannot drift apart. */
export function graceFor(sandbox: Addressed, settings: Settings): number {
  return Math.min(settings.idle.graceMs, policyFor(sandbox, settings).idle.timeoutMs / 10);
}

/** True when every pattern that is given fits; a pattern for something that the sandbox does not have does not. */
export function fits(match: SandboxMatch, sandbox: Addressed): boolean {
  const { name, agent, path } = match;
  if (name !== undefined && !fitsGlob(name, sandbox.name)) return false;
  if (agent !== undefined && (sandbox.agent === undefined || !fitsGlob(agent, sandbox.agent))) return false;
  if (path === undefined) return true;
  return sandbox.workspaces.some((folder) => fitsGlob(path, folder) || fitsGlob(path, shortenPath(folder)));
}
