import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fileLedger, readLedgerOf } from '../../../main/core/enforce/ledger.ts';

let home: string;
beforeEach(async () => {
  home = await mkdtemp(path.join(os.tmpdir(), 'sandman-past-'));
});
afterEach(() => rm(home, { recursive: true, force: true }));

describe('the ledger of one sandbox', () => {
  it('is its newest lines, newest first, out of old files where the newest has too few', async () => {
    const line = (sandbox: string, second: number) =>
      JSON.stringify({
        at: `2026-11-24T10:00:${String(second).padStart(2, '0')}.000Z`,
        decision: 'warned',
        rule: 'idle',
        who: 'policy',
        runtime: 'sbx',
        sandbox,
        reason: 'it says "api" here, too',
      });
    await writeFile(path.join(home, 'ledger.jsonl.1'), `${line('api', 1)}\n${line('web', 2)}\n${line('api', 3)}\n`);
    await writeFile(path.join(home, 'ledger.jsonl'), `${line('web', 4)}\n${line('api', 5)}\n{"torn":"api`);
    fileLedger(home, () => undefined).write(
      JSON.parse(line('api', 6)) as Parameters<ReturnType<typeof fileLedger>['write']>[0],
    );
    const seconds = async (key: string, count: number) =>
      (await readLedgerOf(home, key, count)).map(({ at }) => Number(at.slice(17, 19)));
    expect(await seconds('sbx/api', 3)).toEqual([6, 5, 3]);
    expect(await seconds('sbx/api', 99)).toEqual([6, 5, 3, 1]);
    expect(await seconds('containers/api', 99)).toEqual([]);
    expect(await readLedgerOf(path.join(home, 'nowhere'), 'sbx/api', 5)).toEqual([]);
  });
});
