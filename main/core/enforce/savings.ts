import type { Savings } from '../model/app-state.ts';
import type { Ledger, LedgerEntry } from './ledger.ts';

/** A stop is credited with this many hours at most: nobody knows how long a sandbox would have run on. */
export const savingsHorizonHours = 24;

const hourMs = 3_600_000;
const gib = 1024 ** 3;

interface Saving {
  readonly kind: 'stopped' | 'would-stop';
  readonly sinceMs: number;
  readonly bytes: number;
  /** Null while it is still stopped. */
  untilMs: number | null;
}

/**
 * What stopping gave back. The formula: for every stop by policy or schedule, the memory of the sandbox at the stop (GB of
 * 1024³ bytes) times the hours until it was started again, at most 24. In watch-only mode the same for the stops that
 * would have been, until it was at work again, ended, or could really be stopped. Stops by the user and by Docker do not count.
 */
export class SavingsMeter {
  readonly #savings: Saving[] = [];
  readonly #open = new Map<string, Saving>();

  constructor(entries: readonly LedgerEntry[] = []) {
    for (const entry of entries) this.add(entry);
  }

  add(entry: LedgerEntry): void {
    const name = `${entry.runtime}/${entry.sandbox}`;
    const atMs = Date.parse(entry.at);
    if (Number.isNaN(atMs)) return;
    const kind = kindOf(entry);
    if (kind === null && !endings.has(entry.decision)) return;
    const open = this.#open.get(name);
    if (open) open.untilMs = atMs;
    this.#open.delete(name);
    if (kind === null || typeof entry.freedBytes !== 'number') return;
    const saving = { kind, sinceMs: atMs, bytes: entry.freedBytes, untilMs: null };
    this.#savings.push(saving);
    this.#open.set(name, saving);
  }

  /** True when it was stopped and has not been seen running since. */
  isOpen(key: string): boolean {
    return this.#open.has(key);
  }

  /** `nowMs` and `sinceMs` are wall clock. */
  total(nowMs: number, kind: Saving['kind'] = 'stopped', sinceMs = Number.NEGATIVE_INFINITY): Savings {
    const counted = this.#savings.filter((one) => one.kind === kind && one.sinceMs >= sinceMs);
    const gbHours = counted.reduce((sum, one) => {
      const hours = ((one.untilMs ?? nowMs) - one.sinceMs) / hourMs;
      return sum + (one.bytes / gib) * Math.min(savingsHorizonHours, Math.max(0, hours));
    }, 0);
    return {
      gbHours,
      stops: counted.length,
      sinceMs: counted[0]?.sinceMs ?? null,
      horizonHours: savingsHorizonHours,
    };
  }
}

/** What ends a saving besides the next one. */
const endings: ReadonlySet<LedgerEntry['decision']> = new Set([
  'started',
  'stopped',
  'active-again',
  'would-stop-ended',
]);

/** A ledger of which every line counts for the savings. */
export function meteredLedger(ledger: Ledger, meter: SavingsMeter): Ledger {
  return {
    write: (entry) => {
      meter.add(entry);
      ledger.write(entry);
    },
    flush: () => ledger.flush(),
  };
}

function kindOf({ decision, who, outcome }: LedgerEntry): Saving['kind'] | null {
  if (who !== 'policy' && who !== 'schedule') return null;
  if (decision === 'would-stop') return 'would-stop';
  return decision === 'stopped' || (decision === 'interrupted' && outcome === 'stopped') ? 'stopped' : null;
}
