import { readLedgerOf, type LedgerEntry } from '../enforce/ledger.ts';
import type { SandboxKey } from '../model/sandbox.ts';
import type { SandmanService } from '../model/service.ts';
import type { HistoryReader } from './history.ts';

/** What is known of one sandbox beside its state and its curves. */
export interface SandboxDetail {
  /** Its newest lines of the ledger, newest first. */
  readonly ledger: readonly LedgerEntry[];
}

/** All that is kept and read only when somebody asks for it. */
export interface Past extends HistoryReader {
  detail(key: SandboxKey): Promise<SandboxDetail>;
}

/** The watcher, and what is kept of what it saw. */
export interface ServiceWithPast extends SandmanService {
  readonly past: Past;
}

export interface PastParts {
  readonly history: HistoryReader;
  /** The folder of the ledger. */
  readonly home: string;
}

const shownEntries = 12;

export function openPast({ history, home }: PastParts): Past {
  return {
    read: (key, range) => history.read(key, range),
    sparks: () => history.sparks(),
    detail: async (key) => ({ ledger: await readLedgerOf(home, key, shownEntries) }),
  };
}
