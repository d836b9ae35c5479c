import type { Clock } from '../host/clock.ts';
import { message, say, type Message } from '../i18n/message.ts';
import { wordsFor } from '../i18n/words.ts';
import type { Activity } from '../model/activity.ts';
import type { Progress } from '../model/app-state.ts';
import type { Decision, StopOrder, StopRule } from '../model/decision.ts';
import type { WatchEvent } from '../model/events.ts';
import { nameOf, type SandboxKey } from '../model/sandbox.ts';
import type { IntentResult } from '../model/service.ts';
import type { ObservedSandbox } from '../model/snapshot.ts';
import type { PendingStop } from '../policy/case.ts';
import { Alerts } from './alerts.ts';
import type { Journal } from './journal.ts';
import type { Ledger } from './ledger.ts';
import { NoticeBoard } from './notice-board.ts';
import { ProgressBook } from './progress-book.ts';
import { Recorder } from './recorder.ts';
import { StopLog } from './stop-log.ts';
import { whoFor } from './who.ts';
import { stopAndVerify, wait, type StopperParts } from './stopper.ts';

/** The last look comes at least this long after the look before it, so that its processor time says something. */
const lastLookAfterMs = 5_000;

export interface EnforcerParts extends StopperParts {
  readonly clock: Clock;
  readonly ledger: Ledger;
  readonly journal: Journal;
  readonly emit: (event: WatchEvent) => void;
  /** Progress changed: the state has to be published anew. */
  readonly changed: () => void;
  readonly find: (key: SandboxKey) => ObservedSandbox | undefined;
  /** What policy says of a sandbox after the newest look. */
  readonly judge: (key: SandboxKey) => Decision | undefined;
  readonly isProtected: (sandbox: ObservedSandbox) => boolean;
  readonly pollIntervalMs: () => number;
  readonly watchOnly: () => boolean;
}

type Cause = Pick<StopOrder, 'reason'> &
  Partial<Pick<StopOrder, 'because' | 'evidence'>> & { readonly rule: StopRule | 'user' };

/**
 * Carries decisions out. A stop by policy is: warned, waited for, looked at once more, stopped, verified, and written to
 * the ledger at each step; there is never more than one stop of a sandbox at a time, and what is under way is in the
 * journal, so that the next process knows of it.
 */
export class Enforcer {
  readonly #parts: EnforcerParts;
  readonly #pending = new Map<SandboxKey, PendingStop>();
  readonly #progress: ProgressBook;
  readonly #underWay = new Map<SandboxKey, Promise<unknown>>();
  readonly #notices: NoticeBoard;
  readonly #record: Recorder;
  readonly #log: StopLog;
  readonly #alerts = new Alerts();

  constructor(parts: EnforcerParts) {
    this.#parts = parts;
    this.#record = new Recorder(parts.clock, parts.ledger);
    this.#progress = new ProgressBook(this.#record);
    this.#notices = new NoticeBoard(parts.clock, this.#record, parts.emit);
    this.#log = new StopLog(parts.journal, this.#record, () => parts.ledger.flush());
  }

  pendingFor(key: SandboxKey): PendingStop | undefined {
    return this.#pending.get(key);
  }

  pendingKeys(): readonly SandboxKey[] {
    return [...this.#pending.keys()];
  }

  progressOf(key: SandboxKey): Progress | undefined {
    return this.#progress.get(key);
  }

  backOffUntilMs(key: SandboxKey): number | undefined {
    return this.#progress.backOff.untilMs(key);
  }

  isUnderWay(key: SandboxKey): boolean {
    return this.#underWay.has(key);
  }

  apply(decisions: readonly Decision[]): void {
    if (!this.#parts.watchOnly()) this.#progress.forgetSaid();
    for (const decision of decisions) this.#apply(decision);
  }

  /** Reads what the process before left behind; from then on `reconcile` finds out what became of it. */
  resume(): void {
    this.#log.resume();
  }

  /** After a look. Forgets what is over. `stateOf`: undefined of what does not run. */
  reconcile(stateOf: (key: SandboxKey) => Activity['state'] | undefined): void {
    const { find, runState } = this.#parts;
    this.#log.settleLeftovers(({ key }) => ({ sandbox: find(key), runState: runState(key) }));
    this.#progress.settle((key) => {
      const state = this.#underWay.has(key) ? 'unknown' : stateOf(key);
      if (state !== undefined || runState(key) !== 'not-running') return state ?? 'unknown';
      return find(key) ? 'stopped' : 'gone';
    });
  }

  /** The user's own stop: no warning and no last look, but verified and written down like any other. */
  async stopByUser(key: SandboxKey): Promise<IntentResult> {
    if (this.#underWay.has(key)) return failed(message('failure.alreadyStopping'));
    const sandbox = this.#parts.find(key);
    if (!sandbox) return failed(message('failure.noSandbox'));
    if (sandbox.status !== 'running') return failed(message('failure.notRunning'));
    if (this.#parts.isProtected(sandbox)) return failed(message('failure.protected'));
    return this.#track(key, this.#carryOutStop(sandbox, { rule: 'user', reason: 'stopped by you' }));
  }

  /** Resolves when no stop is under way any more. */
  async settle(): Promise<void> {
    await Promise.allSettled(this.#underWay.values());
    await this.#parts.ledger.flush();
  }

  #apply(decision: Decision): void {
    switch (decision.kind) {
      case 'warn':
        return this.#warn(decision, decision.stopAtMs);
      case 'withdraw':
        return this.#withdraw(decision.key, decision.reason);
      case 'stop':
        if (!this.#underWay.has(decision.key)) void this.#track(decision.key, this.#stopByPolicy(decision.key));
        return;
      case 'notify':
        return this.#notices.put(decision.notice);
      case 'clear':
        return this.#notices.take(decision.noticeId);
    }
  }

  #track<T>(key: SandboxKey, work: Promise<T>): Promise<T> {
    const tracked = work.finally(() => {
      this.#underWay.delete(key);
      this.#parts.changed();
    });
    this.#underWay.set(key, tracked);
    return tracked;
  }

  #warn({ key, rule, because, reason, evidence }: StopOrder, stopAtMs: number): void {
    const sandbox = this.#parts.find(key);
    if (!sandbox || this.#underWay.has(key)) return;
    const { clock, emit } = this.#parts;
    const atMs = clock.wallMs();
    const warnedMonotonicMs = clock.monotonicMs();
    const who = whoFor(rule);
    const dryRun = this.#parts.watchOnly() && { dryRun: true as const };
    const stopMonotonicMs = warnedMonotonicMs + (stopAtMs - atMs);
    this.#pending.set(key, { rule, warnedMonotonicMs, stopMonotonicMs, ...dryRun });
    this.#progress.set(key, { step: 'warned', sinceMs: atMs, stopAtMs });
    this.#log.begin(sandbox, { step: 'warned', rule, who, reason, atMs });
    this.#record.sandbox(sandbox, { decision: 'warned', rule, who, reason, evidence });
    const manner = dryRun || (this.#alerts.isAlongside(key, warnedMonotonicMs) && { alongside: true as const });
    emit({ type: 'warning', atMs, key, name: sandbox.name, rule, because, reason, stopAtMs, evidence, ...manner });
  }

  #endWarning(key: SandboxKey): void {
    this.#pending.delete(key);
    this.#alerts.isOver(key);
  }

  #withdraw(key: SandboxKey, reason: string): void {
    const pending = this.#pending.get(key);
    if (!pending) return;
    const { rule } = pending;
    this.#endWarning(key);
    this.#progress.delete(key);
    this.#log.end(key);
    const id = this.#parts.find(key)?.id;
    this.#record.sandbox({ key, id }, { decision: 'withdrawn', rule, who: whoFor(rule), reason });
    this.#parts.emit({ type: 'withdrawn', atMs: this.#parts.clock.wallMs(), key, name: nameOf(key), reason });
  }

  async #stopByPolicy(key: SandboxKey): Promise<void> {
    await wait(this.#parts.clock, Math.min(lastLookAfterMs, this.#parts.pollIntervalMs()));
    await this.#parts.look();
    const decision = this.#parts.judge(key);
    const sandbox = this.#parts.find(key);
    const pending = this.#pending.get(key);
    if (!pending) return;
    // Nothing was seen this time. The warning stands, and the next look that sees it decides.
    if (decision === undefined && sandbox) return;
    if (decision?.kind !== 'stop' || !sandbox) return this.#withdraw(key, 'unknown');
    this.#endWarning(key);
    if (pending.dryRun) return this.#wouldStop(sandbox, decision);
    await this.#carryOutStop(sandbox, decision);
  }

  #wouldStop(sandbox: ObservedSandbox, { rule, because, reason, evidence }: StopOrder): void {
    const { clock, emit } = this.#parts;
    const { key, name } = sandbox;
    const atMs = clock.wallMs();
    const who = whoFor(rule);
    if (rule === 'memory') this.#progress.backOff.holdForLong(key, clock.monotonicMs());
    else this.#progress.backOff.holdWhileIdle(key);
    this.#progress.set(key, { step: 'would-stop', sinceMs: atMs });
    this.#log.end(key);
    const freedBytes = sandbox.usage.memory?.usedBytes ?? null;
    this.#record.sandbox(sandbox, { decision: 'would-stop', rule, who, reason, evidence, freedBytes });
    emit({ type: 'stopped', atMs, key, name, who, because, reason, freedBytes, dryRun: true });
  }

  async #carryOutStop(sandbox: ObservedSandbox, { rule, because, reason, evidence }: Cause): Promise<IntentResult> {
    const { clock, emit, changed } = this.#parts;
    const { key, name } = sandbox;
    const who = whoFor(rule);
    const deed = { rule, who, reason, ...(evidence && { evidence }) };
    this.#endWarning(key);
    this.#progress.set(key, { step: 'stopping', sinceMs: clock.wallMs(), who });
    this.#log.begin(sandbox, { step: 'stopping', rule, who, reason, atMs: clock.wallMs() });
    this.#record.sandbox(sandbox, { decision: 'stopping', ...deed });
    emit({ type: 'stopping', atMs: clock.wallMs(), key, name, who, reason });
    changed();
    const outcome = await stopAndVerify(sandbox, this.#parts);
    const atMs = clock.wallMs();
    if (outcome.stopped) {
      const freedBytes = sandbox.usage.memory?.usedBytes ?? null;
      this.#progress.delete(key);
      this.#progress.backOff.clear(key);
      this.#record.sandbox(sandbox, { decision: 'stopped', ...deed, freedBytes, outcome: 'verified' });
      await this.#ended(key);
      emit({ type: 'stopped', atMs, key, name, who, ...(because && { because }), reason, freedBytes });
      return { ok: true };
    }
    this.#progress.set(key, { step: 'stop-failed', sinceMs: atMs, message: outcome.message });
    this.#record.sandbox(sandbox, { decision: 'stop-failed', ...deed, reason: say(outcome.message, wordsFor('en')) });
    await this.#ended(key);
    const first = this.#progress.backOff.failed(key, clock.monotonicMs());
    if (first || who === 'user') emit({ type: 'stop-failed', atMs, key, name, who, message: outcome.message });
    return failed(outcome.message);
  }

  /** The journal lets go of a stop only when its end is in the ledger. */
  async #ended(key: SandboxKey): Promise<void> {
    await this.#parts.ledger.flush();
    this.#log.end(key);
  }
}

function failed(why: Message): IntentResult {
  return { ok: false, message: why };
}
