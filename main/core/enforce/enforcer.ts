import type { Clock } from '../host/clock.ts';
import type { Progress } from '../model/app-state.ts';
import type { Decision, IdleEvidence, Notice } from '../model/decision.ts';
import type { WatchEvent } from '../model/events.ts';
import { nameOf, type SandboxKey } from '../model/sandbox.ts';
import type { IntentResult } from '../model/service.ts';
import type { ObservedSandbox } from '../model/snapshot.ts';
import { idleReason, type PendingStop } from '../policy/idle.ts';
import { BackOff } from './back-off.ts';
import type { Ledger } from './ledger.ts';
import { Recorder } from './recorder.ts';
import { stopAndVerify, wait, type StopperParts } from './stopper.ts';

/** The last look comes at least this long after the look before it, so that its processor time says something. */
const lastLookAfterMs = 1_000;

export interface EnforcerParts extends StopperParts {
  readonly clock: Clock;
  readonly ledger: Ledger;
  readonly emit: (event: WatchEvent) => void;
  /** Progress changed: the state has to be published anew. */
  readonly changed: () => void;
  readonly find: (key: SandboxKey) => ObservedSandbox | undefined;
  /** What policy says of a sandbox after the newest look. */
  readonly judge: (key: SandboxKey) => Decision | undefined;
  readonly pollIntervalMs: () => number;
  readonly watchOnly: () => boolean;
}

/**
 * Carries decisions out. A stop by policy is: warned, waited for, looked at once more, stopped, verified, and written to
 * the ledger at each step; there is never more than one stop of a sandbox at a time.
 */
export class Enforcer {
  readonly #parts: EnforcerParts;
  readonly #pending = new Map<SandboxKey, PendingStop>();
  readonly #progress = new Map<SandboxKey, Progress>();
  readonly #underWay = new Map<SandboxKey, Promise<unknown>>();
  readonly #notices = new Map<string, Notice>();
  readonly #backOff = new BackOff();
  readonly #record: Recorder;

  constructor(parts: EnforcerParts) {
    this.#parts = parts;
    this.#record = new Recorder(parts.clock, parts.ledger);
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
    return this.#backOff.untilMs(key);
  }

  apply(decisions: readonly Decision[]): void {
    for (const decision of decisions) this.#apply(decision);
  }

  /** Forgets what is over: sandboxes that are gone, and those that went to work again after a stop was not carried out. */
  reconcile(idleStill: (key: SandboxKey) => boolean): void {
    for (const [key, progress] of this.#progress) {
      if (this.#underWay.has(key) || progress.step === 'warned' || idleStill(key)) continue;
      this.#progress.delete(key);
      this.#backOff.clear(key);
    }
  }

  /** The user's own stop: no warning and no last look, but verified and written down like any other. */
  async stopByUser(key: SandboxKey): Promise<IntentResult> {
    if (this.#underWay.has(key)) return { ok: false, message: 'It is already being stopped.' };
    const sandbox = this.#parts.find(key);
    if (!sandbox) return { ok: false, message: 'There is no such sandbox any more.' };
    if (sandbox.status !== 'running') return { ok: false, message: 'It does not run.' };
    return this.#track(key, this.#carryOutStop(sandbox, 'user', 'stopped by you'));
  }

  /** Resolves when no stop is under way any more. */
  async settle(): Promise<void> {
    await Promise.allSettled(this.#underWay.values());
    await this.#parts.ledger.flush();
  }

  #apply(decision: Decision): void {
    switch (decision.kind) {
      case 'warn':
        return this.#warn(decision.key, decision.stopAtMs, decision.evidence);
      case 'withdraw':
        return this.#withdraw(decision.key, decision.reason);
      case 'stop':
        if (!this.#underWay.has(decision.key)) void this.#track(decision.key, this.#stopByPolicy(decision.key));
        return;
      case 'notify':
        return this.#notify(decision.notice);
      case 'clear':
        return this.#clearNotice(decision.noticeId);
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

  #warn(key: SandboxKey, stopAtMs: number, evidence: IdleEvidence): void {
    const sandbox = this.#parts.find(key);
    if (!sandbox || this.#underWay.has(key)) return;
    const { clock, emit } = this.#parts;
    const atMs = clock.wallMs();
    const warnedMonotonicMs = clock.monotonicMs();
    this.#pending.set(key, { warnedMonotonicMs, stopMonotonicMs: warnedMonotonicMs + (stopAtMs - atMs) });
    this.#progress.set(key, { step: 'warned', sinceMs: atMs, stopAtMs });
    this.#record.sandbox(sandbox, 'warned', 'policy', idleReason(evidence), { evidence });
    const dryRun = this.#parts.watchOnly() ? { dryRun: true as const } : {};
    emit({ type: 'warning', atMs, key, name: sandbox.name, stopAtMs, evidence, ...dryRun });
  }

  #withdraw(key: SandboxKey, reason: string): void {
    if (!this.#pending.delete(key)) return;
    this.#progress.delete(key);
    const sandbox = this.#parts.find(key);
    if (sandbox) this.#record.sandbox(sandbox, 'withdrawn', 'policy', reason);
    this.#parts.emit({ type: 'withdrawn', atMs: this.#parts.clock.wallMs(), key, name: nameOf(key), reason });
  }

  async #stopByPolicy(key: SandboxKey): Promise<void> {
    await wait(this.#parts.clock, Math.min(lastLookAfterMs, this.#parts.pollIntervalMs()));
    await this.#parts.look();
    const decision = this.#parts.judge(key);
    const sandbox = this.#parts.find(key);
    if (!this.#pending.has(key)) return;
    if (decision?.kind !== 'stop' || !sandbox) return this.#withdraw(key, 'unknown');
    const reason = idleReason(decision.evidence);
    this.#pending.delete(key);
    if (this.#parts.watchOnly()) return this.#wouldStop(sandbox, reason, decision.evidence);
    await this.#carryOutStop(sandbox, 'policy', reason, decision.evidence);
  }

  #wouldStop(sandbox: ObservedSandbox, reason: string, evidence: IdleEvidence): void {
    const { clock, emit } = this.#parts;
    const atMs = clock.wallMs();
    this.#backOff.holdWhileIdle(sandbox.key);
    this.#progress.set(sandbox.key, { step: 'would-stop', sinceMs: atMs });
    const freedBytes = sandbox.usage.memory?.usedBytes ?? null;
    this.#record.sandbox(sandbox, 'would-stop', 'policy', reason, { evidence, freedBytes });
    const { key, name } = sandbox;
    emit({ type: 'stopped', atMs, key, name, who: 'policy', reason, freedBytes, dryRun: true });
  }

  async #carryOutStop(
    sandbox: ObservedSandbox,
    who: 'policy' | 'user',
    reason: string,
    evidence?: IdleEvidence,
  ): Promise<IntentResult> {
    const { clock, emit, changed } = this.#parts;
    const { key, name } = sandbox;
    const facts = evidence ? { evidence } : {};
    this.#pending.delete(key);
    this.#progress.set(key, { step: 'stopping', sinceMs: clock.wallMs(), who });
    this.#record.sandbox(sandbox, 'stopping', who, reason, facts);
    emit({ type: 'stopping', atMs: clock.wallMs(), key, name, who, reason });
    changed();
    const outcome = await stopAndVerify(sandbox, this.#parts);
    const atMs = clock.wallMs();
    if (outcome.stopped) {
      const freedBytes = sandbox.usage.memory?.usedBytes ?? null;
      this.#progress.delete(key);
      this.#backOff.clear(key);
      this.#record.sandbox(sandbox, 'stopped', who, reason, { ...facts, freedBytes });
      emit({ type: 'stopped', atMs, key, name, who, reason, freedBytes });
      return { ok: true };
    }
    this.#progress.set(key, { step: 'stop-failed', sinceMs: atMs, message: outcome.message });
    this.#record.sandbox(sandbox, 'stop-failed', who, outcome.message, facts);
    const first = this.#backOff.failed(key, clock.monotonicMs());
    if (first || who === 'user') emit({ type: 'stop-failed', atMs, key, name, who, message: outcome.message });
    return { ok: false, message: outcome.message };
  }

  #notify(notice: Notice): void {
    this.#notices.set(notice.id, notice);
    this.#record.notice(notice, 'notice');
    this.#parts.emit({ type: 'notice', atMs: this.#parts.clock.wallMs(), notice });
  }

  #clearNotice(noticeId: string): void {
    const notice = this.#notices.get(noticeId);
    if (!notice) return;
    this.#notices.delete(noticeId);
    this.#record.notice(notice, 'notice-cleared');
    this.#parts.emit({ type: 'notice-cleared', atMs: this.#parts.clock.wallMs(), noticeId });
  }
}
