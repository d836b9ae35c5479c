import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';
import path from 'node:path';
import * as v from 'valibot';
import { message, type Message } from '../i18n/message.ts';
import { codeOf } from '../i18n/said-error.ts';
import type { Stopper } from '../model/app-state.ts';
import type { StopRule } from '../model/decision.ts';
import type { SandboxKey } from '../model/sandbox.ts';

/** A stop that was announced or begun and whose end is not known yet. */
export interface JournalEntry {
  readonly key: SandboxKey;
  /** The run that is meant, as far as the runtime tells. */
  readonly id?: string;
  readonly startedAtMs?: number;
  /** `warned`: nothing was done yet. `stopping`: the runtime may have been asked. */
  readonly step: 'warned' | 'stopping';
  readonly rule: StopRule | 'user';
  readonly who: Stopper;
  readonly reason: string;
  /** Wall clock, in milliseconds. */
  readonly atMs: number;
  readonly freedBytes: number | null;
}

/** What would be lost with the process: read once at the start, replaced whole at every step. */
export interface Journal {
  /** What the run before left behind. A journal that cannot be understood is an empty one. Never throws. */
  read(): readonly JournalEntry[];
  /** Returns when it is on the disk, before the step that it speaks of is taken. Never throws. */
  write(entries: readonly JournalEntry[]): void;
}

export const noJournal: Journal = { read: () => [], write: () => {} };

export const journalFileName = 'journal.json';

const entrySchema = v.object({
  key: v.custom<SandboxKey>((value) => typeof value === 'string' && /^[a-z-]+\/./.test(value)),
  id: v.optional(v.string()),
  startedAtMs: v.optional(v.number()),
  step: v.picklist(['warned', 'stopping']),
  rule: v.picklist(['schedule', 'memory', 'idle', 'user']),
  who: v.picklist(['policy', 'schedule', 'user']),
  reason: v.string(),
  atMs: v.number(),
  freedBytes: v.nullable(v.number()),
});
const journalSchema = v.object({ version: v.literal(1), stops: v.array(entrySchema) });

/** The journal as one small file in `home`, replaced atomically. */
export function fileJournal(home: string, onError: (said: Message) => void): Journal {
  const file = path.join(home, journalFileName);
  return {
    read() {
      try {
        const parsed = v.safeParse(journalSchema, JSON.parse(readFileSync(file, 'utf8')));
        return parsed.success ? parsed.output.stops : [];
      } catch {
        return [];
      }
    },
    write(entries) {
      try {
        replace(file, `${JSON.stringify({ version: 1, stops: entries })}\n`);
      } catch (error) {
        onError(message('problem.journalNotWritten', { code: codeOf(error) }));
      }
    },
  };
}

function replace(file: string, text: string): void {
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  const temporary = `${file}.${process.pid}.tmp`;
  try {
    const handle = openSync(temporary, 'w', 0o600);
    try {
      writeSync(handle, text);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    renameSync(temporary, file);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}
