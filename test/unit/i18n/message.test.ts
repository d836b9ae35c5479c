import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { message, quoted, say, sentences } from '../../../main/core/i18n/message.ts';
import { codeOf, saidBy, SaidError } from '../../../main/core/i18n/said-error.ts';
import { wordsFor } from '../../../main/core/i18n/words.ts';

const en = wordsFor('en');
const de = wordsFor('de');

describe('a message', () => {
  it('is said in the language of whoever shows it', () => {
    const gone = message('failure.noSandbox');
    expect(say(gone, en)).toBe('There is no such sandbox any more.');
    expect(say(gone, de)).toBe('Diese Sandbox gibt es nicht mehr.');
  });

  it('says its lists and the messages in it in that language, too', () => {
    expect(say(message('failure.notStopped', { names: ['api', 'web'] }), de)).toBe('Nicht angehalten: api und web');
    const wrong = message('settingsFile.noJson');
    expect(say(message('settingsFile.notImported', { wrong }), en)).toBe(
      'Nothing was changed: the file is not valid JSON.',
    );
    expect(say(message('settingsFile.notImported', { wrong }), de)).toBe(
      'Es wurde nichts geändert: die Datei ist kein gültiges JSON.',
    );
  });

  it('leaves what somebody else said as it came', () => {
    const said = 'ERROR: {it} is <locked>';
    expect([say(quoted(said), en), say(quoted(said), de)]).toEqual([said, said]);
  });

  it('is put behind another', () => {
    const both = sentences([quoted('engine is busy'), message('restart.doWait'), message('sbxKey.took')]);
    expect(say(both, en)).toBe(
      'engine is busy It is still starting: wait for its icon to settle, then check again. sbx took it.',
    );
  });

  it('goes over a wire and is the same', () => {
    const both = sentences([message('key.first', { minutes: 10 }), message('restart.added', { names: ['api'] })]);
    const arrived = JSON.parse(JSON.stringify(both)) as typeof both;
    expect(say(arrived, de)).toBe(say(both, de));
  });

  const tail = fc.string({
    unit: fc.constantFrom(...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-'),
    minLength: 30,
    maxLength: 110,
  });

  it('never holds a pasted key, whatever text it came in, and in whichever value', () => {
    fc.assert(
      fc.property(tail, fc.string(), fc.string(), (secret, before, after) => {
        const key = `sk-ant-api03-${secret}`;
        const text = `${before} ${key} ${after}`;
        const made = [
          quoted(text),
          quoted(`"${key}"`),
          message('failure.notStopped', { names: ['api', text] }),
          message('command.failed', { command: `sbx secret set ${key}`, outcome: text }),
          sentences([message('failure.noSandbox'), quoted(`${before} ANTHROPIC_API_KEY=${key}`)]),
          message('settingsFile.notImported', { wrong: message('settingsFile.badValue', { place: text }) }),
          new SaidError(quoted(text)).said,
        ];
        for (const one of made) {
          for (const shown of [JSON.stringify(one), say(one, en), say(one, de)]) {
            expect(shown).not.toContain(secret);
            expect(shown).not.toContain(secret.slice(0, 20));
          }
        }
        expect(new SaidError(quoted(text)).message).not.toContain(secret);
      }),
    );
  });
});

describe('an error', () => {
  it('that was made for people says what it says, and one that was not says nothing of itself', () => {
    expect(saidBy(new SaidError(message('daemon.silent')))).toEqual(message('daemon.silent'));
    expect(saidBy(new TypeError('undefined is not a function'))).toEqual(message('failure.unknown'));
    expect(saidBy('thrown')).toEqual(message('failure.unknown'));
  });

  it('is in English where it is read as an error', () => {
    expect(new SaidError(message('command.timedOut', { command: 'sbx ls', seconds: 8 })).message).toBe(
      '`sbx ls` did not answer within 8 s.',
    );
  });

  it('of the system is named by its code', () => {
    expect(codeOf(Object.assign(new Error('no'), { code: 'EACCES' }))).toBe('EACCES');
    const said = (code: string) => say(message('problem.ledgerNotWritten', { code }), en);
    expect([said(codeOf(new Error('no'))), said('ENOSPC')]).toEqual([
      'The ledger cannot be written.',
      'The ledger cannot be written (ENOSPC).',
    ]);
  });
});
