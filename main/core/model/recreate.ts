import type { SandboxState } from './app-state.ts';
import { commandLine, type ShellFamily } from './run-command.ts';

export const recreateStepNames = ['stop', 'remove', 'create'] as const;
export type RecreateStep = (typeof recreateStepNames)[number];

const mib = 1024 ** 2;
/** What `sbx` takes for a microVM (reference, section 4.1). */
const takes = { leastBytes: 512 * mib, mostBytes: 32 * 1024 * mib };
/** A VM tells a little less or more than was asked for. */
const nearly = 0.03;

/** How the memory limit of a sandbox stands to the cap that is wished for. */
export type Recreation =
  /** Its limit is the cap. */
  | { readonly kind: 'fits'; readonly limitBytes: number }
  /** The commands that a person runs to get it; `limitBytes` is null where no limit is told. */
  | {
      readonly kind: 'steps';
      readonly limitBytes: number | null;
      readonly wantedBytes: number;
      readonly commands: Readonly<Record<RecreateStep, string>>;
    }
  /** No command is known that would do it. */
  | { readonly kind: 'not-known'; readonly because: 'runtime' | 'amount' | 'not-told' };

/**
 * What can be done about the memory of a sandbox whose cap is lower than what it may take (F19). Only `sbx` takes an amount,
 * and only when a sandbox is made. Null where there is no cap, nothing to be said, or nothing real.
 */
export function recreationOf(one: SandboxState, shell: ShellFamily): Recreation | null {
  const { runtime, capBytes, agent, workspaces, name, usage } = one;
  if (capBytes === undefined || runtime === 'demo') return null;
  const limitBytes = (usage.limit ?? one.limit)?.bytes ?? null;
  const isAbove = (usage.memory?.usedBytes ?? 0) > capBytes;
  if (limitBytes !== null && Math.abs(limitBytes - capBytes) <= capBytes * nearly) return { kind: 'fits', limitBytes };
  if (!isAbove && (limitBytes === null || limitBytes < capBytes)) return null;
  if (runtime !== 'sbx') return { kind: 'not-known', because: 'runtime' };
  if (capBytes < takes.leastBytes || capBytes > takes.mostBytes) return { kind: 'not-known', because: 'amount' };
  const words = [name, agent ?? '', ...workspaces];
  if (agent === undefined || workspaces.length === 0 || words.some((word) => word.startsWith('-'))) {
    return { kind: 'not-known', because: 'not-told' };
  }
  const memory = `${Math.floor(capBytes / mib)}m`;
  const stop = commandLine(['sbx', 'stop', name], shell);
  const remove = commandLine(['sbx', 'rm', name], shell);
  const create = commandLine(['sbx', 'run', '--name', name, '--memory', memory, agent, ...workspaces], shell);
  if (stop === null || remove === null || create === null) return { kind: 'not-known', because: 'not-told' };
  return { kind: 'steps', limitBytes, wantedBytes: capBytes, commands: { stop, remove, create } };
}
