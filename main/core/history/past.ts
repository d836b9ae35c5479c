import { readLedgerOf, type LedgerEntry } from '../enforce/ledger.ts';
import { gitBranch } from '../host/git-branch.ts';
import type { AppState } from '../model/app-state.ts';
import type { SandboxKey } from '../model/sandbox.ts';
import type { SandmanService } from '../model/service.ts';
import type { HistoryReader } from './history.ts';

/** What is known of one sandbox beside its state and its curves. */
export interface SandboxDetail {
  /** Its newest lines of the ledger, newest first. */
  readonly ledger: readonly LedgerEntry[];
  /** The git branch of its workspaces, as far as it is known. */
  readonly branches: Readonly<Record<string, string>>;
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
  readonly state: () => AppState;
}

const shownEntries = 12;

export function openPast({ history, home, state }: PastParts): Past {
  return {
    read: (key, range) => history.read(key, range),
    sparks: () => history.sparks(),
    async detail(key) {
      // Only folders that a runtime told of: the page cannot have any other one read.
      const workspaces = state().sandboxes.find((one) => one.key === key)?.workspaces ?? [];
      const [ledger, branches] = await Promise.all([
        readLedgerOf(home, key, shownEntries),
        Promise.all(workspaces.map(async (folder) => [folder, await gitBranch(folder)] as const)),
      ]);
      return {
        ledger,
        branches: Object.fromEntries(branches.filter((one): one is [string, string] => one[1] !== null)),
      };
    },
  };
}
