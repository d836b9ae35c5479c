import { readLedger, type LedgerEntry } from '../core/enforce/ledger.ts';
import { SavingsMeter } from '../core/enforce/savings.ts';
import { exitCodes, type CliContext } from './context.ts';
import { english } from './text.ts';

/** Entries that are shown to people; `--json` gives all that are kept. */
const shownEntries = 50;

/** Prints what was decided, why, by whom, and what it gave back. Reads the file: no watcher has to run. */
export async function runLedger({ home, json, print }: CliContext, nowMs: number): Promise<number> {
  const entries = await readLedger(home);
  const savings = new SavingsMeter(entries).total(nowMs);
  if (json) {
    print(JSON.stringify({ savings, entries }));
    return exitCodes.done;
  }
  for (const entry of entries.slice(-shownEntries)) print(ledgerLine(entry));
  print(
    entries.length === 0
      ? 'The ledger is empty.'
      : `${savings.gbHours.toFixed(1)} GB·h given back by ${savings.stops} ${savings.stops === 1 ? 'stop' : 'stops'} ` +
          `(memory at the stop × hours until the next start, at most ${savings.horizonHours} h each)`,
  );
  return exitCodes.done;
}

function ledgerLine({ at, decision, who, runtime, sandbox, reason, freedBytes, outcome }: LedgerEntry): string {
  const freed = typeof freedBytes === 'number' ? `, ${english.bytes(freedBytes)}` : '';
  // Of a stop outside the reason says it in words.
  const ended = outcome === undefined || decision === 'stopped-outside' ? '' : `, ${outcome}`;
  return `${at.slice(0, 19).replace('T', ' ')}  ${decision.padEnd(15)} ${runtime}/${sandbox}  by ${who}: ${reason}${freed}${ended}`;
}
