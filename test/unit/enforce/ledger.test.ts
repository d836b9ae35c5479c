import { fsyncSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fileLedger, ledgerFileName, readLedger, type LedgerEntry } from '../../../main/core/enforce/ledger.ts';
import { inEnglish } from '../../support/said.ts';

let home: string;
beforeEach(() => {
  home = mkdtempSync(path.join(os.tmpdir(), 'ledger-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const entry = (sandbox: string): LedgerEntry => ({
  at: '2026-11-23T09:00:00.000Z',
  decision: 'stopped',
  rule: 'idle',
  who: 'policy',
  runtime: 'sbx',
  sandbox,
  reason: 'idle for 30 min without a session',
});

describe('the ledger', () => {
  it('holds one JSON object a line, in the order of writing, for its owner alone', async () => {
    const ledger = fileLedger(path.join(home, 'new'), (said) => expect.fail(inEnglish(said)));
    for (let index = 0; index < 50; index += 1) ledger.write(entry(`s${index}`));
    await ledger.flush();
    const file = path.join(home, 'new', ledgerFileName);
    const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
    expect(lines.map((line) => (JSON.parse(line) as LedgerEntry).sandbox)).toEqual(
      Array.from({ length: 50 }, (_, i) => `s${i}`),
    );
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('begins a new file when the old one is large, and keeps the old one', async () => {
    const file = path.join(home, ledgerFileName);
    writeFileSync(file, 'x'.repeat(6 * 1024 * 1024));
    const ledger = fileLedger(home, (said) => expect.fail(inEnglish(said)));
    ledger.write(entry('after'));
    await ledger.flush();
    expect(statSync(`${file}.1`).size).toBe(6 * 1024 * 1024);
    expect(readFileSync(file, 'utf8')).toBe(`${JSON.stringify(entry('after'))}\n`);
  });

  it('reports that it cannot be written, and goes on', async () => {
    writeFileSync(path.join(home, 'blocked'), '');
    const messages: string[] = [];
    const ledger = fileLedger(path.join(home, 'blocked'), (said) => messages.push(inEnglish(said)));
    ledger.write(entry('a'));
    ledger.write(entry('b'));
    await ledger.flush();
    expect(messages).toHaveLength(2);
  });

  it('forces to the disk what was written, when asked and only then (guards: the sync in flush)', async () => {
    const synced: string[] = [];
    const ledger = fileLedger(
      home,
      (said) => expect.fail(inEnglish(said)),
      (handle) => {
        fsyncSync(handle);
        synced.push(readFileSync(path.join(home, ledgerFileName), 'utf8'));
      },
    );
    await ledger.flush();
    ledger.write(entry('a'));
    ledger.write(entry('b'));
    expect(synced).toEqual([]);
    await ledger.flush();
    await ledger.flush();
    expect(synced).toEqual([`${JSON.stringify(entry('a'))}\n${JSON.stringify(entry('b'))}\n`]);
  });

  it('loses nothing of the line after one that was cut off while it ran (guards: endsWhole)', async () => {
    const file = path.join(home, ledgerFileName);
    const messages: string[] = [];
    const ledger = fileLedger(home, (said) => messages.push(inEnglish(said)));
    ledger.write(entry('a'));
    const before = readFileSync(file, 'utf8');
    rmSync(file);
    mkdirSync(file);
    ledger.write(entry('lost'));
    expect(messages).toHaveLength(1);
    rmSync(file, { recursive: true });
    // As a full disk leaves it.
    writeFileSync(file, `${before}${JSON.stringify(entry('lost')).slice(0, 20)}`);
    ledger.write(entry('b'));
    ledger.write(entry('c'));
    expect((await readLedger(home)).map(({ sandbox }) => sandbox)).toEqual(['a', 'b', 'c']);
  });
});
