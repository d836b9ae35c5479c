import type { Vote } from '../model/activity.ts';
import type { ObservedSandbox } from '../model/snapshot.ts';
import { asksModel, type Before } from './votes.ts';

/** `slight`: so little that a program nobody waits for may have done it. */
export type Sign = 'none' | 'slight' | 'clear';

/**
 * The most processor time, in milliseconds, and the most bytes in one look that are a slight sign. The context that an agent
 * sends to its model is more than that.
 */
export const slightCpuMs = 2_500;
export const slightBytes = 15_000;

/** A slight sign stands alone when there was no other one for so long before it, and no clear one for `afterWorkMs`. */
export const aloneForMs = 12 * 60_000;
export const afterWorkMs = 1 * 60_000;

/**
 * While a stop is due: so long without any sign before it, and a lone one is looked at again before anything is concluded. It is
 * longer than anything that works is silent.
 */
export const againAfterMs = 20 * 60_000;

/** Monotonic times of the last signs. */
export interface LastSigns {
  readonly slightMs: number;
  readonly clearMs: number;
}

/** True when nobody is at work for a slight sign that comes now. */
export function standsAlone({ slightMs, clearMs }: LastSigns, nowMs: number): boolean {
  return nowMs - slightMs >= aloneForMs && nowMs - clearMs >= afterWorkMs;
}

/** True when a slight sign that comes now, while a stop is due, came out of a silence that no work is in. */
export function breaksSilence({ slightMs, clearMs }: LastSigns, nowMs: number): boolean {
  return nowMs - Math.max(slightMs, clearMs) >= againAfterMs;
}

/**
 * True for processor time alone where bytes are counted: whoever takes up work there sends the context to a model or is asked
 * for a page, and that shows at once.
 */
export function isWithoutTraffic(votes: readonly Vote[], { usage: { network } }: ObservedSandbox): boolean {
  const idle = votes.some(({ signal, says }) => signal === 'network' && says === 'idle');
  return network.kind === 'counter' && idle;
}

export function signsAfter(before: LastSigns, sign: Sign, nowMs: number): LastSigns {
  if (sign === 'none') return before;
  return sign === 'slight' ? { ...before, slightMs: nowMs } : { ...before, clearMs: nowMs };
}

/** It is watched from now on: what was before has been work. */
export const begunAt = (nowMs: number): LastSigns => ({ slightMs: Number.NEGATIVE_INFINITY, clearMs: nowMs });

/** A look could not tell. */
export const unseenAt = (nowMs: number): LastSigns => ({ slightMs: nowMs, clearMs: nowMs });

/**
 * How clearly a look shows work. A check for updates costs a second of processor time, or one request; an agent that goes on
 * shows both, or more, or asks its model, or shows something again before long.
 */
export function signOf(votes: readonly Vote[], sandbox: ObservedSandbox, before: Before): Sign {
  const [busy, ...others] = votes.filter((vote) => vote.says === 'busy');
  if (busy === undefined) return 'none';
  const { lookedMonotonicMs } = before;
  if (others.length > 0 || lookedMonotonicMs === undefined) return 'clear';
  const forMs = sandbox.observedMonotonicMs - lookedMonotonicMs;
  if (busy.signal === 'cpu') return (sandbox.cpuFraction ?? 0) * forMs <= slightCpuMs ? 'slight' : 'clear';
  if (busy.signal === 'network') return isSlightTraffic(sandbox, before) ? 'slight' : 'clear';
  return 'clear';
}

function isSlightTraffic({ usage: { network } }: ObservedSandbox, before: Before): boolean {
  if (network.kind === 'counter')
    return before.network.kind === 'counter' && network.totalBytes - before.network.totalBytes <= slightBytes;
  return !asksModel(network, before.network);
}

/**
 * True for a sandbox with a published port whose traffic nobody counts: every page that somebody opens there is a slight sign,
 * and minutes may pass between two of them.
 */
export function isServedUnseen({ ports, usage: { network } }: Pick<ObservedSandbox, 'ports' | 'usage'>): boolean {
  return (ports?.length ?? 0) > 0 && network.kind !== 'counter';
}

/** The votes when the next look has to tell: a stop neither goes on nor is it taken back. */
export function asUnsure(votes: readonly Vote[]): readonly Vote[] {
  return votes.map((vote) => (vote.says === 'busy' ? { ...vote, says: 'unknown', alone: true } : vote));
}

/** The votes when a slight sign stands alone: nobody is at work for it. */
export function asAlone(votes: readonly Vote[]): readonly Vote[] {
  return votes.map((vote) => (vote.says === 'busy' ? { ...vote, says: 'idle', alone: true } : vote));
}
