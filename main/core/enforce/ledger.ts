import { appendFile, mkdir, open, readFile, rename, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Stopper } from '../model/app-state.ts';
import type { IdleEvidence, MemoryCause, StopRule } from '../model/decision.ts';
import type { RuntimeId } from '../model/runtime.ts';

/** One line of the ledger: what was decided, by whom, on what evidence, and what came of it. */
export interface LedgerEntry {
  /** ISO 8601. */
  readonly at: string;
  readonly decision: LedgerDecision;
  readonly rule: StopRule | MemoryCause | 'user' | 'outside';
  /** `docker`: its own idle timer. `unknown`: neither Sandman nor, as far as can be told, anybody named here. */
  readonly who: Stopper | 'docker' | 'unknown';
  readonly runtime: RuntimeId;
  readonly sandbox: string;
  readonly id?: string;
  readonly reason: string;
  readonly evidence?:
    IdleEvidence | { readonly usedBytes: number; readonly limitBytes: number; readonly sinceMs: number };
  readonly freedBytes?: number | null;
  /** How it ended, where the decision alone does not say. */
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
  /** At work again after it would have been stopped. */
  | 'active-again'
  | 'kept-awake'
  | 'protected'
  | 'unprotected'
  | 'notice'
  | 'notice-cleared'
  | 'nothing-to-stop';

export interface Ledger {
  /** Appends one line. Never throws; a failure goes to the reporter given at construction. */
  write(entry: LedgerEntry): void;
  /** Resolves when everything written so far is in the file. */
  flush(): Promise<void>;
}

export const ledgerFileName = 'ledger.jsonl';
const rotateAtBytes = 5 * 1024 * 1024;
/** `ledger.jsonl.1` is the newest of the old files. */
const keptFiles = 4;

/** The ledger as JSON lines in `home`; old files are kept under a number. */
export function fileLedger(home: string, onError: (message: string) => void): Ledger {
  const file = path.join(home, ledgerFileName);
  let begun = false;
  let tail: Promise<void> = Promise.resolve();
  const append = async (entry: LedgerEntry) => {
    await mkdir(home, { recursive: true, mode: 0o700 });
    await rotate(file);
    if (!begun) await endTornLine(file);
    begun = true;
    await appendFile(file, `${JSON.stringify(entry)}\n`, { mode: 0o600 });
  };
  return {
    write(entry) {
      tail = tail.then(() => append(entry)).catch((error: unknown) => onError(describe(error)));
    },
    flush: () => tail,
  };
}

/** All entries that are kept, oldest first. Lines that are torn or not understood are left out. Never throws. */
export async function readLedger(home: string): Promise<readonly LedgerEntry[]> {
  const file = path.join(home, ledgerFileName);
  const names = [...Array.from({ length: keptFiles }, (_, index) => `${file}.${keptFiles - index}`), file];
  const texts = await Promise.all(names.map((name) => readFile(name, 'utf8').catch(() => '')));
  return texts.flatMap((text) => text.split('\n')).flatMap((line) => entryIn(line) ?? []);
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

/** A line that a crash cut off must not run into the next one. */
async function endTornLine(file: string): Promise<void> {
  const sizeBytes = await sizeOf(file);
  if (sizeBytes === 0) return;
  const handle = await open(file, 'a+');
  try {
    const { buffer } = await handle.read(Buffer.alloc(1), 0, 1, sizeBytes - 1);
    if (buffer.toString() !== '\n') await handle.appendFile('\n');
  } finally {
    await handle.close();
  }
}

async function rotate(file: string): Promise<void> {
  if ((await sizeOf(file)) <= rotateAtBytes) return;
  for (let number = keptFiles - 1; number >= 1; number -= 1) {
    await rename(`${file}.${number}`, `${file}.${number + 1}`).catch(ignoreMissing);
  }
  await rename(file, `${file}.1`);
}

function ignoreMissing(error: unknown): void {
  if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
}

function sizeOf(file: string): Promise<number> {
  return stat(file).then(
    (stats) => stats.size,
    () => 0,
  );
}

function describe(error: unknown): string {
  return error instanceof Error && 'code' in error
    ? `The ledger cannot be written (${String(error.code)}).`
    : 'The ledger cannot be written.';
}
