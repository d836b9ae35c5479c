import type { Clock } from '../host/clock.ts';
import type { Notice } from '../model/decision.ts';
import { runtimeOf } from '../model/sandbox.ts';
import type { ObservedSandbox } from '../model/snapshot.ts';
import type { Ledger, LedgerEntry } from './ledger.ts';

/** Turns what the enforcer does into lines of the ledger. */
export class Recorder {
  readonly #clock: Clock;
  readonly #ledger: Ledger;

  constructor(clock: Clock, ledger: Ledger) {
    this.#clock = clock;
    this.#ledger = ledger;
  }

  sandbox(
    sandbox: ObservedSandbox,
    decision: LedgerEntry['decision'],
    who: LedgerEntry['who'],
    reason: string,
    facts: Pick<LedgerEntry, 'evidence' | 'freedBytes'> = {},
  ): void {
    this.#ledger.write({
      at: this.#at(),
      decision,
      rule: who === 'user' ? 'user' : 'idle',
      who,
      runtime: sandbox.runtime,
      sandbox: sandbox.name,
      ...(sandbox.id !== undefined && { id: sandbox.id }),
      reason,
      ...facts,
    });
  }

  notice(notice: Notice, decision: 'notice' | 'notice-cleared'): void {
    const { usedBytes, limitBytes, sinceMs } = notice;
    this.#ledger.write({
      at: this.#at(),
      decision,
      rule: notice.rule,
      who: 'policy',
      runtime: runtimeOf(notice.sandboxKey),
      sandbox: notice.sandboxName,
      reason: notice.rule === 'cap' ? 'above its cap' : 'all sandboxes are above the budget',
      evidence: { usedBytes, limitBytes, sinceMs },
    });
  }

  #at(): string {
    return new Date(this.#clock.wallMs()).toISOString();
  }
}
