import type { Clock } from '../host/clock.ts';
import type { Notice } from '../model/decision.ts';
import { nameOf, runtimeOf, type SandboxKey } from '../model/sandbox.ts';
import type { Ledger, LedgerEntry } from './ledger.ts';

/** Whom an entry is about. */
export interface About {
  readonly key: SandboxKey;
  readonly id?: string | undefined;
}

type Deed = Pick<LedgerEntry, 'decision' | 'rule' | 'who' | 'reason'> &
  Partial<Pick<LedgerEntry, 'evidence' | 'freedBytes' | 'outcome'>>;

const noticeReasons = {
  cap: 'above its cap',
  budget: 'all sandboxes are above the budget',
  host: 'the machine is low on memory',
} as const;

/** Turns what the enforcer does into lines of the ledger. */
export class Recorder {
  readonly #clock: Clock;
  readonly #ledger: Ledger;

  constructor(clock: Clock, ledger: Ledger) {
    this.#clock = clock;
    this.#ledger = ledger;
  }

  sandbox({ key, id }: About, { decision, rule, who, ...rest }: Deed): void {
    const at = new Date(this.#clock.wallMs()).toISOString();
    const name = { runtime: runtimeOf(key), sandbox: nameOf(key), ...(id !== undefined && { id }) };
    this.#ledger.write({ at, decision, rule, who, ...name, ...rest });
  }

  notice(notice: Notice, decision: 'notice' | 'notice-cleared' | 'nothing-to-stop'): void {
    const { rule, sandboxKey: key, usedBytes, limitBytes, sinceMs } = notice;
    const evidence = { usedBytes, limitBytes, sinceMs };
    this.sandbox({ key }, { decision, rule, who: 'policy', reason: noticeReasons[rule], evidence });
  }
}
