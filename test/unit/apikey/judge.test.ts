import { describe, expect, it } from 'vitest';
import { quoted } from '../../../main/core/i18n/message.ts';
import { inEnglish } from '../../support/said.ts';
import { judge, type KeyFacts, type KeyStatus, type Place } from '../../../main/core/apikey/proof/judge.ts';

const ours: Place = { has: 'yes', hash: 'ours' };
const other: Place = { has: 'yes', hash: 'other' };
const no: Place = { has: 'no' };
const unknown: Place = { has: 'unknown', detail: quoted('It cannot be read.') };
const down = { has: 'not-running' } as const;

const facts = (
  file: Place,
  shell: Place | null,
  daemon: KeyFacts['daemon'],
  times: { changedAtMs: number; askedAtMs: number } = { changedAtMs: 1_000, askedAtMs: 2_000 },
): KeyFacts => ({
  file: { ...file, changedAtMs: times.changedAtMs },
  shell: shell && { ...shell, askedAtMs: times.askedAtMs },
  daemon,
});

describe('how far the key has come', () => {
  it.each<[string, KeyFacts, KeyStatus, boolean]>([
    ['nothing anywhere', facts(no, null, down), 'not-set', false],
    ['no file, a daemon without', facts(no, no, no), 'not-set', false],
    ['no file, a daemon with an old one', facts(no, null, ours), 'not-set', false],
    ['the file has it, no daemon', facts(ours, null, down), 'set-in-file', false],
    ['the file has it, a daemon without', facts(ours, null, no), 'set-in-file', true],
    ['the file has it, a daemon that cannot be read', facts(ours, null, unknown), 'set-in-file', false],
    ['a new shell has it, no daemon', facts(ours, ours, down), 'seen-by-shell', false],
    ['a new shell has it, a daemon without', facts(ours, ours, no), 'seen-by-shell', true],
    ['a new shell does not have it', facts(ours, no, down), 'set-in-file', false],
    ['a new shell cannot be asked', facts(ours, unknown, down), 'set-in-file', false],
    ['a new shell has another', facts(ours, other, down), 'overridden', false],
    ['a new shell has another, the daemon too', facts(ours, other, other), 'overridden', true],
    ['a new shell has another, the daemon still has ours', facts(ours, other, ours), 'overridden', false],
    ['the daemon has it', facts(ours, ours, ours), 'seen-by-daemon', false],
    ['the daemon has it, no shell was asked', facts(ours, null, ours), 'seen-by-daemon', false],
    ['the daemon has an older one', facts(ours, ours, other), 'out-of-date', true],
    ['the file cannot be read', facts(unknown, ours, ours), 'not-set', false],
  ])('%s', (_, given, status, needsRestart) => {
    const judgement = judge(given);
    expect([judgement.status, judgement.needsRestart]).toEqual([status, needsRestart]);
  });

  it('takes no answer of a shell from before the file was changed', () => {
    const old = facts(ours, other, down, { changedAtMs: 5_000, askedAtMs: 4_000 });
    expect(judge(old)).toMatchObject({ status: 'set-in-file', steps: [{}, { state: 'open' }, {}] });
  });

  it('prompts exactly when the file has it and the daemon, which runs and can be read, does not', () => {
    const places = [ours, other, no, unknown];
    for (const file of places) {
      for (const shell of [null, ...places]) {
        for (const daemon of [...places, down]) {
          const lacks =
            daemon.has === 'no' || (daemon.has === 'yes' && file.has === 'yes' && daemon.hash !== file.hash);
          expect(judge(facts(file, shell, daemon)).needsRestart).toBe(file.has === 'yes' && lacks);
        }
      }
    }
  });

  it('gives every step a sentence, and never calls done what it does not know', () => {
    const places = [ours, other, no, unknown];
    for (const file of places) {
      for (const shell of [null, ...places]) {
        for (const daemon of [...places, down]) {
          const [first, second, third] = judge(facts(file, shell, daemon)).steps;
          for (const step of [first, second, third]) expect(inEnglish(step.text)).toMatch(/^[A-Z].*[.?]$/);
          if (second.state === 'done') expect(shell).toEqual(file);
          if (third.state === 'done') expect(daemon).toEqual(file);
        }
      }
    }
  });
});
