import type { Ledger, LedgerEntry } from '../enforce/ledger.ts';
import type { AppState } from '../model/app-state.ts';
import { runtimeOf } from '../model/sandbox.ts';
import type { StoppedByRestart } from './desktop-restart/prompt.ts';

const reason = 'Docker Desktop was restarted for the API key';

/** A restart is a stop of every sandbox in Docker Desktop, so it stands in the ledger like one: what the user agreed to. */
export function recordRestart(ledger: Ledger, stops: readonly StoppedByRestart[], nowMs: number): void {
  for (const one of stops) ledger.write(entry(one, 'stopping', nowMs));
}

/** What came of it, as the look after the restart has seen. One that is not seen at all is not called stopped. */
export function recordRestarted(
  ledger: Ledger,
  stops: readonly StoppedByRestart[],
  state: AppState,
  nowMs: number,
): void {
  for (const one of stops) {
    const seen = state.sandboxes.find(({ key }) => key === one.key);
    if (seen?.fresh) ledger.write(entry(one, seen.status === 'stopped' ? 'stopped' : 'stop-failed', nowMs));
  }
}

function entry(one: StoppedByRestart, decision: LedgerEntry['decision'], nowMs: number): LedgerEntry {
  const at = new Date(nowMs).toISOString();
  return { at, decision, rule: 'user', who: 'user', runtime: runtimeOf(one.key), sandbox: one.name, reason };
}
