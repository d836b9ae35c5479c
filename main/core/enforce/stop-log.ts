import type { SandboxKey } from '../model/sandbox.ts';
import type { ObservedSandbox } from '../model/snapshot.ts';
import type { Journal, JournalEntry } from './journal.ts';
import { leftoverReason, outcomeOf, type LeftoverSeen } from './leftovers.ts';
import type { Recorder } from './recorder.ts';

/** Which stops are announced or under way, kept so that a crash between any two steps is found out by the next process. */
export class StopLog {
  readonly #journal: Journal;
  readonly #record: Recorder;
  readonly #flush: () => Promise<void>;
  readonly #current = new Map<SandboxKey, JournalEntry>();
  #leftovers: readonly JournalEntry[] = [];

  /** `flush` resolves when the ledger is on the disk. */
  constructor(journal: Journal, record: Recorder, flush: () => Promise<void>) {
    this.#journal = journal;
    this.#record = record;
    this.#flush = flush;
  }

  begin(
    { key, id, startedAtMs, usage }: ObservedSandbox,
    step: Pick<JournalEntry, 'step' | 'rule' | 'who' | 'reason' | 'atMs'>,
  ): void {
    const run = { ...(id !== undefined && { id }), ...(startedAtMs !== undefined && { startedAtMs }) };
    this.#current.set(key, { key, ...run, ...step, freedBytes: usage.memory?.usedBytes ?? null });
    this.#save();
  }

  end(key: SandboxKey): void {
    if (this.#current.delete(key)) this.#save();
  }

  /** Takes over what the process before left behind. */
  resume(): void {
    this.#leftovers = this.#journal.read();
  }

  /** Writes down what became of the leftovers, as far as it can be seen by now. */
  settleLeftovers(see: (entry: JournalEntry) => LeftoverSeen): void {
    if (this.#leftovers.length === 0) return;
    const open = this.#leftovers.filter((entry) => {
      const outcome = outcomeOf(entry, see(entry));
      if (outcome === null) return true;
      const { rule, who, freedBytes } = entry;
      const freed = outcome === 'stopped' ? { freedBytes } : {};
      const reason = leftoverReason(outcome);
      this.#record.sandbox(entry, { decision: 'interrupted', rule, who, reason, outcome, ...freed });
      return false;
    });
    if (open.length === this.#leftovers.length) return;
    this.#leftovers = open;
    void this.#flush().then(() => this.#save());
  }

  #save(): void {
    this.#journal.write([...this.#leftovers, ...this.#current.values()]);
  }
}
