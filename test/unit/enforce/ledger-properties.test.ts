import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fileLedger, ledgerFileName, readLedger, type LedgerEntry } from '../../../main/core/enforce/ledger.ts';
import { SavingsMeter, savingsHorizonHours } from '../../../main/core/enforce/savings.ts';
import { inEnglish } from '../../support/said.ts';
import { gib, hour } from '../support/cases.ts';

let home: string;
beforeEach(() => {
  home = mkdtempSync(path.join(os.tmpdir(), 'ledger-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const entry = (patch: Partial<LedgerEntry>): LedgerEntry => ({
  at: '2026-11-23T09:00:00.000Z',
  decision: 'stopped',
  rule: 'idle',
  who: 'policy',
  runtime: 'sbx',
  sandbox: 'one',
  reason: 'idle for 30 min without a session',
  ...patch,
});

describe('a ledger whose last line was cut off', () => {
  it('has all lines before it and all that come after it, wherever it was cut (guards: endsTorn, and that a torn line is left out)', async () => {
    const reason = fc.string({ unit: 'grapheme', maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(reason, { minLength: 1, maxLength: 4 }),
        fc.nat(),
        reason,
        async (reasons, cut, next) => {
          const file = path.join(home, ledgerFileName);
          const lines = reasons.map((one) => `${JSON.stringify(entry({ reason: one }))}\n`);
          const last = Buffer.from(lines.at(-1) ?? '');
          const whole = Buffer.from(lines.slice(0, -1).join(''));
          const kept = cut % last.length;
          writeFileSync(file, Buffer.concat([whole, last.subarray(0, kept)]));
          fileLedger(home, (said) => expect.fail(inEnglish(said))).write(entry({ reason: next }));
          // Only the line end may be missing: then the line itself is whole.
          const expected = [...reasons.slice(0, kept === last.length - 1 ? undefined : -1), next];
          expect((await readLedger(home)).map((one) => one.reason)).toEqual(expected);
          expect(readFileSync(file, 'utf8').endsWith('\n')).toBe(true);
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('the savings', () => {
  const decided = fc.record({
    afterHours: fc.double({ min: -30, max: 60, noNaN: true }),
    decision: fc.constantFrom('stopped', 'started', 'would-stop', 'active-again', 'interrupted', 'stopped-outside'),
    who: fc.constantFrom('policy', 'schedule', 'user', 'docker', 'unknown'),
    freedGib: fc.option(fc.integer({ min: 0, max: 16 }), { nil: null }),
    sandbox: fc.constantFrom('one', 'two'),
  });

  it('are never less than nothing, nor more than the memory of each stop times the horizon, whatever the clock did (guards: savingsHorizonHours)', () => {
    fc.assert(
      fc.property(
        fc.array(decided, { maxLength: 12 }),
        fc.double({ min: -100, max: 1_000, noNaN: true }),
        (all, later) => {
          const meter = new SavingsMeter();
          let atMs = Date.parse('2026-11-23T09:00:00Z');
          let bytes = 0;
          for (const { afterHours, freedGib, ...rest } of all) {
            atMs += Math.round(afterHours * hour);
            const freedBytes = freedGib === null ? null : freedGib * gib;
            meter.add(entry({ ...rest, at: new Date(atMs).toISOString(), freedBytes, outcome: 'stopped' }));
            bytes += freedBytes ?? 0;
          }
          for (const kind of ['stopped', 'would-stop'] as const) {
            const { gbHours, horizonHours } = meter.total(atMs + later * hour, kind);
            expect(horizonHours).toBe(savingsHorizonHours);
            expect(gbHours).toBeGreaterThanOrEqual(0);
            expect(gbHours).toBeLessThanOrEqual((bytes / gib) * savingsHorizonHours + 1e-6);
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  it('of a stop that nobody undoes stand still after the horizon (guards: the horizon)', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 16 }), fc.integer({ min: 0, max: 1_000 }), (freedGib, hours) => {
        const meter = new SavingsMeter([entry({ at: new Date(0).toISOString(), freedBytes: freedGib * gib })]);
        expect(meter.total(hours * hour).gbHours).toBeCloseTo(freedGib * Math.min(hours, savingsHorizonHours), 6);
      }),
    );
  });
});
