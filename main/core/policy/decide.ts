import type { Decision, Hold, Next, StopOrder, WithdrawReason } from '../model/decision.ts';
import { wordsFor } from '../i18n/words.ts';
import { reasonText, ruleOf } from '../model/reason.ts';
import type { SandboxKey } from '../model/sandbox.ts';
import { isFresh } from '../model/snapshot.ts';
import { policyFor } from '../settings/for-sandbox.ts';
import type { Settings } from '../settings/schema.ts';
import type { Now, PolicyCase, Rule, StopOpinion } from './case.ts';
import { keepAwakeRule, protectedRule } from './holds.ts';
import { idleRule } from './idle.ts';
import { memoryRule } from './memory-stop.ts';
import { scheduleRule } from './schedule.ts';

/** The order of the rules: what stands higher wins. */
const rules: readonly Rule[] = [protectedRule, keepAwakeRule, scheduleRule, memoryRule, idleRule];

/** How long after the last good look a warning may stand while nothing is known. */
export const blinkMs = 60_000;

export interface Verdict {
  readonly decision?: Decision;
  readonly next?: Next;
}

/**
 * What is to be done about one sandbox: warn when a rule says that a stop is due, stop when the warning time is over and
 * the same rule says so still. Whatever is not certain withdraws a warning and never leads to a stop (principle 1).
 */
export function decide(one: PolicyCase, settings: Settings, now: Now): Verdict {
  const { pending } = one;
  const { key } = one.sandbox;
  const { hold, due, upcoming } = settle(one, settings);
  const obstacle = uncertaintyOf(one) ?? hold;
  if (obstacle === 'unknown' && pending && isBlink(one)) return {};
  if (obstacle !== null) return withdrawn(one, obstacle);
  // Who was warned in one mode was not warned for the other: it is warned anew.
  if (pending && (pending.dryRun ?? false) !== settings.watchOnly) return withdrawn(one, 'watch-only-changed');
  const order = pending ? due.find((opinion) => ruleOf(opinion.because) === pending.rule) : due[0];
  if (!order) return pending ? withdrawn(one, whyNoMore(one, settings)) : upcomingNext(upcoming, now);
  // Only a costly command knows the sessions; until it was asked, nobody can say that there is none.
  if (order.because.code !== 'memory' && one.sandbox.usage.sessions === 'unknown') return {};
  if (one.backOffUntilMs !== undefined && now.monotonicMs < one.backOffUntilMs) return {};
  const next = (untilStopMs: number): Next => nextOf('stop', order, now.wallMs + untilStopMs);
  if (!pending) {
    const stopAtMs = now.wallMs + order.warningMs;
    return { decision: { kind: 'warn', ...orderOf(key, order), stopAtMs }, next: next(order.warningMs) };
  }
  const untilStopMs = Math.max(0, pending.stopMonotonicMs - now.monotonicMs);
  if (untilStopMs > 0) return { next: next(untilStopMs) };
  return { decision: { kind: 'stop', ...orderOf(key, order) }, next: next(0) };
}

/** What forbids to take memory back from a sandbox: whatever would forbid a stop for memory; null when nothing does. */
export function victimHold(one: PolicyCase, settings: Settings, now: Now): WithdrawReason | 'failed' | null {
  const backsOff = one.backOffUntilMs !== undefined && now.monotonicMs < one.backOffUntilMs;
  return uncertaintyOf(one) ?? settle(one, settings).hold ?? (backsOff ? 'failed' : null);
}

interface Settled {
  readonly hold: Hold | null;
  /** Stops that are due, the strongest rule first. */
  readonly due: readonly StopOpinion[];
  readonly upcoming: readonly StopOpinion[];
}

/**
 * The one place where rules that disagree are settled. Going down the table, the first that holds or says that a stop is due
 * has it its way: a hold silences all below it, and no hold below undoes a stop that is due.
 */
function settle(one: PolicyCase, settings: Settings): Settled {
  const due: StopOpinion[] = [];
  const upcoming: StopOpinion[] = [];
  for (const rule of rules) {
    const opinion = rule(one, settings);
    if (opinion === null) continue;
    if (opinion.says === 'hold')
      return due.length === 0 ? { hold: opinion.reason, due, upcoming } : { hold: null, due, upcoming };
    (opinion.dueInMs > 0 ? upcoming : due).push(opinion);
  }
  return { hold: null, due, upcoming };
}

/** Not a rule, but what every rule needs: that it runs, was seen in this very look, and is known to be busy or idle. */
function uncertaintyOf({ sandbox, activity, snapshot }: PolicyCase): WithdrawReason | null {
  if (sandbox.status !== 'running') return 'gone';
  if (!isFresh(sandbox, snapshot) || activity.state === 'unknown') return 'unknown';
  return activity.inGrace ? 'grace' : null;
}

/** One look that failed does not take a warning back; nothing is stopped on it either. */
function isBlink({ activity: { unknownForMs } }: PolicyCase): boolean {
  return unknownForMs !== undefined && unknownForMs <= blinkMs;
}

function withdrawn(one: PolicyCase, reason: WithdrawReason | 'watch-only-changed'): Verdict {
  return one.pending ? { decision: { kind: 'withdraw', key: one.sandbox.key, reason } } : {};
}

function whyNoMore({ sandbox, activity, pending }: PolicyCase, settings: Settings): WithdrawReason {
  if (pending?.rule === 'memory') return 'cleared';
  if (activity.state === 'busy') return 'busy';
  return policyFor(sandbox, settings).idle.enabled ? 'cleared' : 'disabled';
}

function upcomingNext(upcoming: readonly StopOpinion[], now: Now): Verdict {
  const [soonest] = upcoming.toSorted((a, b) => a.dueInMs - b.dueInMs);
  if (!soonest) return {};
  return { next: nextOf('warn', soonest, now.wallMs + soonest.dueInMs) };
}

function nextOf(action: Next['action'], { because }: StopOpinion, atMs: number): Next {
  return { action, rule: ruleOf(because), atMs, because };
}

function orderOf(key: SandboxKey, { because, evidence }: StopOpinion): StopOrder {
  return { key, rule: ruleOf(because), because, reason: reasonText(because, wordsFor('en')), evidence };
}
