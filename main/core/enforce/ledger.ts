import { appendFile, mkdir, rename, stat } from 'node:fs/promises';
import path from 'node:path';
import type { IdleEvidence } from '../model/decision.ts';
import type { RuntimeId } from '../model/runtime.ts';

/** One line of the ledger: what was decided, by whom, on what evidence, and what came of it. */
export interface LedgerEntry {
  /** ISO 8601. */
  readonly at: string;
  readonly decision:
    'warned' | 'withdrawn' | 'stopping' | 'stopped' | 'would-stop' | 'stop-failed' | 'notice' | 'notice-cleared';
  readonly rule: 'idle' | 'cap' | 'budget' | 'user';
  readonly who: 'policy' | 'user';
  readonly runtime: RuntimeId;
  readonly sandbox: string;
  readonly id?: string;
  readonly reason: string;
  readonly evidence?:
    IdleEvidence | { readonly usedBytes: number; readonly limitBytes: number; readonly sinceMs: number };
  readonly freedBytes?: number | null;
}

export interface Ledger {
  /** Appends one line. Never throws; a failure goes to the reporter given at construction. */
  write(entry: LedgerEntry): void;
  /** Resolves when everything written so far is in the file. */
  flush(): Promise<void>;
}

export const ledgerFileName = 'ledger.jsonl';
const rotateAtBytes = 5 * 1024 * 1024;

/** The ledger as JSON lines in `home`; the file before the present one is kept as `ledger.jsonl.1`. */
export function fileLedger(home: string, onError: (message: string) => void): Ledger {
  const file = path.join(home, ledgerFileName);
  let tail: Promise<void> = Promise.resolve();
  return {
    write(entry) {
      tail = tail.then(() => append(file, entry)).catch((error: unknown) => onError(describe(error)));
    },
    flush: () => tail,
  };
}

async function append(file: string, entry: LedgerEntry): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  const sizeBytes = await stat(file).then(
    (stats) => stats.size,
    () => 0,
  );
  if (sizeBytes > rotateAtBytes) await rename(file, `${file}.1`);
  await appendFile(file, `${JSON.stringify(entry)}\n`, { mode: 0o600 });
}

function describe(error: unknown): string {
  return error instanceof Error && 'code' in error
    ? `The ledger cannot be written (${String(error.code)}).`
    : 'The ledger cannot be written.';
}
