import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fileJournal, journalFileName, type JournalEntry } from '../../../main/core/enforce/journal.ts';
import { fileLedger, ledgerFileName, readLedger, type LedgerEntry } from '../../../main/core/enforce/ledger.ts';
import { outcomeOf } from '../../../main/core/enforce/leftovers.ts';
import { SavingsMeter } from '../../../main/core/enforce/savings.ts';
import { inEnglish } from '../../support/said.ts';
import { aNow, gib, hour, keyOf, minute, sandboxAt } from '../support/cases.ts';

let home: string;
beforeEach(() => {
  home = mkdtempSync(path.join(os.tmpdir(), 'records-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const pending: JournalEntry = {
  key: keyOf('web'),
  id: 'a',
  step: 'stopping',
  rule: 'idle',
  who: 'policy',
  reason: 'idle for 30 min',
  atMs: aNow.wallMs,
  freedBytes: gib,
};

function entryAt(atMs: number, decision: LedgerEntry['decision'], patch: Partial<LedgerEntry> = {}): LedgerEntry {
  const at = new Date(atMs).toISOString();
  return { at, decision, rule: 'idle', who: 'policy', runtime: 'sbx', sandbox: 'web', reason: '', ...patch };
}

describe('the journal', () => {
  it('is read back as it was written, for its owner alone, and leaves no other file', () => {
    const journal = fileJournal(path.join(home, 'new'), (said) => expect.fail(inEnglish(said)));
    expect(journal.read()).toEqual([]);
    journal.write([pending]);
    expect(fileJournal(path.join(home, 'new'), () => {}).read()).toEqual([pending]);
    expect(readdirSync(path.join(home, 'new'))).toEqual([journalFileName]);
    expect(statSync(path.join(home, 'new', journalFileName)).mode & 0o777).toBe(0o600);
  });

  it.each([
    '',
    '{"version":1,"stops":[',
    '[]',
    '{"version":2,"stops":[]}',
    '{"version":1,"stops":[{"key":"nonsense"}]}',
  ])('that cannot be understood is an empty one: %s', (text) => {
    writeFileSync(path.join(home, journalFileName), text);
    expect(fileJournal(home, () => {}).read()).toEqual([]);
  });

  it('reports that it cannot be written, and keeps the old one', () => {
    writeFileSync(path.join(home, 'blocked'), '');
    const messages: string[] = [];
    fileJournal(path.join(home, 'blocked'), (said) => messages.push(inEnglish(said))).write([pending]);
    expect(messages).toHaveLength(1);
  });
});

describe('what a dead process left behind', () => {
  const seen = (runState: 'running' | 'not-running' | 'unknown', id?: string) => ({
    runState,
    sandbox: sandboxAt('web', id === undefined ? {} : { id }),
  });

  it.each<[JournalEntry['step'], Parameters<typeof outcomeOf>[1], string | null]>([
    ['warned', seen('running', 'a'), 'not-stopped'],
    ['warned', seen('not-running'), 'not-stopped'],
    ['stopping', seen('not-running'), 'stopped'],
    ['stopping', seen('running', 'a'), 'still-running'],
    ['stopping', seen('running'), 'still-running'],
    ['stopping', seen('running', 'b'), 'stopped'],
    ['stopping', seen('unknown', 'a'), null],
  ])('at step %s is told from what is seen now', (step, now, outcome) => {
    expect(outcomeOf({ ...pending, step }, now)).toBe(outcome);
  });
});

describe('the ledger is read back', () => {
  it('whole, over its old files, without what is torn or nonsense', async () => {
    const line = (sandbox: string) => `${JSON.stringify(entryAt(0, 'stopped', { sandbox }))}\n`;
    writeFileSync(path.join(home, `${ledgerFileName}.2`), line('oldest'));
    writeFileSync(path.join(home, `${ledgerFileName}.1`), `${line('older')}null\n42\n{"a":1}\n`);
    writeFileSync(path.join(home, ledgerFileName), `${line('newer')}{"at":"2026-11`);
    fileLedger(home, (said) => expect.fail(inEnglish(said))).write(entryAt(0, 'stopped', { sandbox: 'newest' }));
    expect((await readLedger(home)).map(({ sandbox }) => sandbox)).toEqual(['oldest', 'older', 'newer', 'newest']);
    expect(await readLedger(path.join(home, 'nowhere'))).toEqual([]);
  });

  it('and keeps four old files', () => {
    const ledger = fileLedger(home, (said) => expect.fail(inEnglish(said)));
    for (let turn = 0; turn < 6; turn += 1) {
      writeFileSync(path.join(home, ledgerFileName), `${turn}`.repeat(6 * 1024 * 1024));
      ledger.write(entryAt(0, 'stopped'));
    }
    expect(readdirSync(home).toSorted()).toEqual(['', '.1', '.2', '.3', '.4'].map((end) => `${ledgerFileName}${end}`));
    expect(readFileSync(path.join(home, `${ledgerFileName}.1`), 'utf8')[0]).toBe('5');
    expect(readFileSync(path.join(home, `${ledgerFileName}.4`), 'utf8')[0]).toBe('2');
  });
});

describe('the savings', () => {
  const stopped = (atMs: number, patch: Partial<LedgerEntry> = {}) =>
    entryAt(atMs, 'stopped', { freedBytes: 2 * gib, ...patch });

  it('are the memory at the stop times the hours until the next start, at most 24', () => {
    const meter = new SavingsMeter([stopped(0), entryAt(3 * hour, 'started', { who: 'unknown' })]);
    expect(meter.total(100 * hour)).toEqual({ gbHours: 6, stops: 1, sinceMs: 0, horizonHours: 24 });
    expect(new SavingsMeter([stopped(0)]).total(5 * hour).gbHours).toBe(10);
    expect(new SavingsMeter([stopped(0)]).total(100 * hour).gbHours).toBe(48);
    expect(new SavingsMeter([stopped(5 * hour)]).total(0).gbHours).toBe(0);
    expect(new SavingsMeter().total(0)).toEqual({ gbHours: 0, stops: 0, sinceMs: null, horizonHours: 24 });
  });

  it('count what policy and schedules stopped, and what was found stopped after a crash', () => {
    const counted = (...entries: LedgerEntry[]) => new SavingsMeter(entries).total(hour).stops;
    expect(counted(stopped(0, { who: 'schedule' }))).toBe(1);
    expect(counted(stopped(0, { who: 'user' }))).toBe(0);
    expect(counted(stopped(0, { freedBytes: null }))).toBe(0);
    expect(counted(stopped(0, { at: 'never' }))).toBe(0);
    const interrupted = (outcome: string) => entryAt(0, 'interrupted', { outcome, freedBytes: gib });
    expect(counted(interrupted('stopped'))).toBe(1);
    expect(counted(interrupted('still-running'))).toBe(0);
  });

  it('of watch-only mode are those that would have been, until it was at work again', () => {
    const meter = new SavingsMeter([
      entryAt(0, 'would-stop', { freedBytes: gib }),
      entryAt(30 * minute, 'active-again'),
      entryAt(2 * hour, 'would-stop', { freedBytes: gib }),
    ]);
    expect(meter.total(3 * hour, 'would-stop')).toMatchObject({ gbHours: 1.5, stops: 2 });
    expect(meter.total(3 * hour, 'would-stop', hour)).toMatchObject({ gbHours: 1, stops: 1 });
    expect(meter.total(3 * hour).stops).toBe(0);
    expect(meter.isOpen('sbx/web')).toBe(true);
  });
});
