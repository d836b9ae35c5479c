import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { advanceNote } from '../../../main/core/docker-log/note.ts';
import { parseDockerLogLine, type DockerLogLine } from '../../../main/core/docker-log/parse-line.ts';
import { OutsideLog, stopCauseIn } from '../../../main/core/enforce/outside.ts';
import type { LedgerEntry } from '../../../main/core/enforce/ledger.ts';
import { Recorder } from '../../../main/core/enforce/recorder.ts';
import { SavingsMeter } from '../../../main/core/enforce/savings.ts';
import type { DockerLogNote } from '../../../main/core/model/docker-log.ts';
import type { OutsideCause } from '../../../main/core/model/outside.ts';
import { capture } from '../support/captures.ts';
import { sandboxAt } from '../support/cases.ts';
import { FakeClock } from '../support/fake-clock.ts';

const messages = [
  ...capture('sandboxd/daemon-log-messages.txt').trim().split('\n'),
  ...capture('docker-sandbox/idle-stop.log.jsonl')
    .trim()
    .split('\n')
    .map((line) => (JSON.parse(line) as { msg: string }).msg),
];

/** The captured messages, as the daemon writes them about one sandbox, so many seconds after each other. */
function linesOf(said: readonly { readonly message: string; readonly afterS: number }[]): readonly DockerLogLine[] {
  let atMs = Date.parse('2026-11-24T09:00:00Z');
  return said.map(({ message, afterS }) => {
    atMs += afterS * 1000;
    const fields = { time: new Date(atMs).toISOString(), msg: message, runtime: 'api', vm_name: 'api' };
    const line = parseDockerLogLine(JSON.stringify({ ...fields, delay: 30_000_000_000 }));
    if (line === null) throw new Error(`not understood: ${message}`);
    return line;
  });
}
const causeAfter = (lines: readonly DockerLogLine[]) =>
  stopCauseIn(lines.reduce<DockerLogNote | undefined>(advanceNote, undefined));
const saying = (...said: readonly string[]) => linesOf(said.map((message) => ({ message, afterS: 1 })));

const timerLines: readonly DockerLogLine['kind'][] = [
  'auto-stop-expired',
  'auto-stop-deferred',
  'sentinel-ended',
  'idle-vm-stopped',
];

describe('who stopped a sandbox that Sandman did not stop', () => {
  it('is Docker when its log says that its timer ran out', () => {
    const ended = 'session disconnected, deferring auto-stop';
    const expired = 'auto-stop grace period expired, stopping runtime';
    expect(causeAfter(saying('session connected', ended, expired, 'stopped runtime container'))).toBe('docker');
    expect(causeAfter(saying('stopping idle VM (exceeded idle timeout)'))).toBe('docker');
  });

  it('is not known when the log says that it stopped, and no more: a stop by hand has no line of its own', () => {
    expect(causeAfter(saying('session connected', 'stopped runtime container'))).toBe('not-docker');
    expect(causeAfter(saying('session connected'))).toBe('unknown');
    expect(causeAfter([])).toBe('unknown');
  });

  it('is Docker only after a line of its timer, whatever else the log says (guards: stopCauseIn, never a guess)', () => {
    const said = fc.array(
      fc.record({ message: fc.constantFrom(...messages), afterS: fc.integer({ min: 0, max: 90 }) }),
      { maxLength: 8 },
    );
    let dockers = 0;
    fc.assert(
      fc.property(said, (one) => {
        const lines = linesOf(one);
        const cause: OutsideCause = causeAfter(lines);
        if (cause !== 'docker') return;
        dockers += 1;
        expect(lines.some(({ kind }) => timerLines.includes(kind))).toBe(true);
      }),
      { numRuns: 500 },
    );
    expect(dockers).toBeGreaterThan(20);
  });

  it.each<[OutsideCause, LedgerEntry['who'], string]>([
    ['docker', 'docker', 'stopped outside Sandman: by the idle timer of Docker'],
    [
      'not-docker',
      'unknown',
      'stopped outside Sandman: by you or by itself, not by Docker’s idle timer; nothing says which',
    ],
    ['unknown', 'unknown', 'stopped outside Sandman: by you, by Docker or by itself; nothing says which'],
  ])('is written down with what is known, and the user is never named without a proof: %s', (cause, who, reason) => {
    const written: LedgerEntry[] = [];
    const ledger = { write: (entry: LedgerEntry) => written.push(entry), flush: () => Promise.resolve() };
    const outside = new OutsideLog(new Recorder(new FakeClock(), ledger), new SavingsMeter(), () => cause);
    outside.record({ started: [], stopped: [sandboxAt('api')] }, () => false);
    expect(written).toMatchObject([{ decision: 'stopped-outside', sandbox: 'api', who, reason, outcome: cause }]);
    outside.record({ started: [], stopped: [sandboxAt('web')] }, () => true);
    expect(written).toHaveLength(1);
  });
});
