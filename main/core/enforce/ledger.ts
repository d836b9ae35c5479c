import {
  appendFileSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readSync,
  renameSync,
  statSync,
} from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { message, type Message } from '../i18n/message.ts';
import { codeOf } from '../i18n/said-error.ts';
import type { Stopper } from '../model/app-state.ts';
import type { IdleEvidence, MemoryCause, StopRule } from '../model/decision.ts';
import type { RuntimeId } from '../model/runtime.ts';

/** One line of the ledger: what was decided, by whom, on what evidence, and what came of it. */
export interface LedgerEntry {
  /** ISO 8601. */
  readonly at: string;
  readonly decision: LedgerDecision;
  readonly rule: StopRule | MemoryCause | 'user' | 'outside';
  /** `docker`: its own idle timer. `unknown`: not Sandman, and nothing says who; it may have been the user, or nobody. */
  readonly who: Stopper | 'docker' | 'unknown';
  readonly runtime: RuntimeId;
  readonly sandbox: string;
  readonly id?: string;
  readonly reason: string;
  readonly evidence?:
    IdleEvidence | { readonly usedBytes: number; readonly limitBytes: number; readonly sinceMs: number };
  readonly freedBytes?: number | null;
  /** How it ended, where the decision alone does not say; of a stop outside Sandman what is known (`OutsideCause`). */
  readonly outcome?: string;
}

export type LedgerDecision =
  | 'warned'
  | 'withdrawn'
  | 'stopping'
  | 'stopped'
  | 'would-stop'
  | 'stop-failed'
  /** The process ended in the middle of it; `outcome` says what the next one found. */
  | 'interrupted'
  | 'stopped-outside'
  | 'started'
  | 'start-failed'
  /** At work again after it would have been stopped. */
  | 'active-again'
  /** It would have been stopped, and that ended without work; `reason` says how. */
  | 'would-stop-ended'
  | 'kept-awake'
  | 'protected'
  | 'unprotected'
  | 'notice'
  | 'notice-cleared'
  | 'nothing-to-stop';

export interface Ledger {
  /** Appends one line. Never throws; a failure goes to the reporter given at construction. */
  write(entry: LedgerEntry): void;
  /** Resolves when everything written so far is on the disk, so that it outlives a loss of power. Never throws either. */
  flush(): Promise<void>;
}

export const ledgerFileName = 'ledger.jsonl';
const rotateAtBytes = 5 * 1024 * 1024;
/** `ledger.jsonl.1` is the newest of the old files. */
const keptFiles = 4;

/**
 * The ledger as JSON lines in `home`; old files are kept under a number. An entry is in the file before `write` returns: what
 * is told to anybody has to be there even if the process ends at that moment. Only `flush` waits for the disk, which is slow:
 * it comes where the journal lets go of a stop. `syncFile` forces an open file to the disk.
 */
export function fileLedger(
  home: string,
  onError: (said: Message) => void,
  syncFile: (handle: number) => void = fsyncSync,
): Ledger {
  const file = path.join(home, ledgerFileName);
  /** True when the last write of this process went through whole. */
  let endsWhole = false;
  let unsynced = false;
  const failed = (error: unknown) => onError(message('problem.ledgerNotWritten', { code: codeOf(error) }));
  return {
    write(entry) {
      try {
        mkdirSync(home, { recursive: true, mode: 0o700 });
        rotate(file, () => unsynced && sync(file, syncFile));
        // A line that a crash or a full disk cut off must not run into the next one.
        const start = !endsWhole && endsTorn(file) ? '\n' : '';
        endsWhole = false;
        unsynced = true;
        appendFileSync(file, `${start}${JSON.stringify(entry)}\n`, { mode: 0o600 });
        endsWhole = true;
      } catch (error) {
        failed(error);
      }
    },
    flush() {
      try {
        if (unsynced) sync(file, syncFile);
        unsynced = false;
      } catch (error) {
        failed(error);
      }
      return Promise.resolve();
    },
  };
}

/** All entries that are kept, oldest first. Lines that are torn or not understood are left out. Never throws. */
export async function readLedger(home: string): Promise<readonly LedgerEntry[]> {
  const file = path.join(home, ledgerFileName);
  const names = [...Array.from({ length: keptFiles }, (_, index) => `${file}.${keptFiles - index}`), file];
  const texts = await Promise.all(names.map((name) => readFile(name, 'utf8').catch(() => '')));
  return texts.flatMap((text) => text.split('\n')).flatMap((line) => entryIn(line) ?? []);
}

/** The newest entries about one sandbox (`runtime/name`), newest first. Older files are read only when they are needed. */
export async function readLedgerOf(home: string, key: string, count: number): Promise<readonly LedgerEntry[]> {
  const file = path.join(home, ledgerFileName);
  const names = [file, ...Array.from({ length: keptFiles }, (_, index) => `${file}.${index + 1}`)];
  const named = JSON.stringify(key.slice(key.indexOf('/') + 1));
  const found: LedgerEntry[] = [];
  for (const name of names) {
    const lines = (await readFile(name, 'utf8').catch(() => '')).split('\n').reverse();
    for (const line of lines) {
      // Most lines are of others: parsing them would take most of the time.
      const entry = line.includes(named) ? entryIn(line) : null;
      if (entry !== null && `${entry.runtime}/${entry.sandbox}` === key) found.push(entry);
      if (found.length === count) return found;
    }
  }
  return found;
}

function entryIn(line: string): LedgerEntry | null {
  try {
    const value = JSON.parse(line) as unknown;
    const isEntry = typeof value === 'object' && value !== null && 'at' in value && 'decision' in value;
    return isEntry ? (value as LedgerEntry) : null;
  } catch {
    return null;
  }
}

function endsTorn(file: string): boolean {
  const sizeBytes = sizeOf(file);
  if (sizeBytes === 0) return false;
  const handle = openSync(file, 'r');
  try {
    const last = Buffer.alloc(1);
    readSync(handle, last, 0, 1, sizeBytes - 1);
    return last.toString() !== '\n';
  } finally {
    closeSync(handle);
  }
}

function sync(file: string, syncFile: (handle: number) => void): void {
  // Windows syncs only what is open for writing.
  const handle = openSync(file, 'r+');
  try {
    syncFile(handle);
  } finally {
    closeSync(handle);
  }
}

function rotate(file: string, before: () => void): void {
  if (sizeOf(file) <= rotateAtBytes) return;
  before();
  for (let number = keptFiles - 1; number >= 1; number -= 1) {
    if (existsSync(`${file}.${number}`)) renameSync(`${file}.${number}`, `${file}.${number + 1}`);
  }
  renameSync(file, `${file}.1`);
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}
