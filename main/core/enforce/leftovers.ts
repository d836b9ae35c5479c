import type { ObservedSandbox } from '../model/snapshot.ts';
import type { JournalEntry } from './journal.ts';

/** What became of a stop that the process before did not see the end of. */
export type LeftoverOutcome = 'not-stopped' | 'stopped' | 'still-running';

export interface LeftoverSeen {
  readonly runState: 'running' | 'not-running' | 'unknown';
  /** The sandbox of this name as it is now; undefined when there is none. */
  readonly sandbox: ObservedSandbox | undefined;
}

/**
 * What became of it, by the newest look; null while the runtime does not say. Nothing is ever stopped because of a leftover:
 * whatever still runs starts from the beginning, with a warning of its own.
 */
export function outcomeOf(entry: JournalEntry, seen: LeftoverSeen): LeftoverOutcome | null {
  if (entry.step === 'warned') return 'not-stopped';
  if (seen.runState === 'unknown') return null;
  if (seen.runState === 'not-running') return 'stopped';
  return isAnotherRun(entry, seen.sandbox) ? 'stopped' : 'still-running';
}

function isAnotherRun(entry: JournalEntry, sandbox: ObservedSandbox | undefined): boolean {
  return (['id', 'startedAtMs'] as const).some(
    (field) => entry[field] !== undefined && sandbox?.[field] !== undefined && entry[field] !== sandbox[field],
  );
}

const sentences: Readonly<Record<LeftoverOutcome, string>> = {
  'not-stopped': 'Sandman ended between the warning and the stop; it was not stopped',
  stopped: 'Sandman ended during the stop; it had worked',
  'still-running': 'Sandman ended during the stop; it still runs and will be warned anew',
};

export function leftoverReason(outcome: LeftoverOutcome): string {
  return sentences[outcome];
}
