import { parse, TYPE, type MessageFormatElement } from '@formatjs/icu-messageformat-parser';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { catalogues, type MessageId } from '../../../main/core/i18n/catalogue.ts';
import { languages, resolveLanguage } from '../../../main/core/i18n/language.ts';

const ids = Object.keys(catalogues.en) as MessageId[];

describe('the catalogue', () => {
  it('has the same texts in every language', () => {
    for (const language of languages) expect(Object.keys(catalogues[language]).sort()).toEqual([...ids].sort());
  });

  it.each(languages)('defines every text once, in one area: %s', async (language) => {
    const folder = path.join(import.meta.dirname, '../../../main/core/i18n', language);
    const defined: string[] = [];
    for (const name of readdirSync(folder)) {
      const areas = Object.values((await import(path.join(folder, name))) as Record<string, object>);
      defined.push(...areas.flatMap((area) => Object.keys(area)));
    }
    expect(defined.filter((id, index) => defined.indexOf(id) !== index)).toEqual([]);
    expect(defined.sort()).toEqual([...ids].sort());
  });

  it('asks for the same values in every language, and every message can be read', () => {
    for (const id of ids) {
      const wanted = placeholders(catalogues.en[id]);
      for (const language of languages) expect([id, placeholders(catalogues[language][id])]).toEqual([id, wanted]);
    }
  });

  it('leaves nothing untranslated but names and what is the same in both', () => {
    const same = ids.filter(
      (id) => catalogues.de[id] === catalogues.en[id] && /[a-z]{4,} [a-z]{2,}/i.test(catalogues.en[id]),
    );
    expect(same.filter((id) => !/^(runtimes?|source)\./.test(id))).toEqual([]);
  });

  it('gives every plural a form for all other numbers', () => {
    for (const language of languages) {
      for (const id of ids) {
        const text = catalogues[language][id];
        if (text.includes(', plural,')) expect([id, /other \{/.test(text)]).toEqual([id, true]);
      }
    }
  });
});

describe('the German texts', () => {
  const saying = (words: RegExp) => ids.filter((id) => words.test(catalogues.de[id]));

  it('call the ledger Protokoll, and the log another name', () => {
    const ledger = [
      'general.file.ledger',
      'idle.watchOnlyHelp',
      'notifications.help',
      'problem.ledgerNotWritten',
      'tray.files',
    ];
    expect(saying(/\bProtokoll/).sort()).toEqual(ledger.sort());
    for (const id of ['failure.unknown', 'condition.error.do', 'runtime.unexpected', 'general.file.log'] as const)
      expect(catalogues.de[id]).toContain('Fehlerprotokoll');
  });

  it('call a cap Obergrenze, and the limit that a runtime sets Grenze', () => {
    expect(saying(/\bGrenze/).sort()).toEqual([
      'card.limit',
      'header.promised',
      'header.promisedTooMuch',
      'recreate.gone',
      'recreate.now',
      'recreate.step.create',
    ]);
    expect(saying(/\bLimit\b/)).toEqual([]);
  });

  it('call the demo a demo', () => {
    expect(saying(/Vorführung/)).toEqual([]);
  });
});

describe('the language', () => {
  it('is the chosen one, whatever the system prefers', () => {
    expect(resolveLanguage('de', ['en-GB'])).toBe('de');
    expect(resolveLanguage('en', ['de-AT'])).toBe('en');
  });

  it('is the first of the system that there is a catalogue for, else English', () => {
    expect(resolveLanguage('system', ['fr-FR', 'de_CH.UTF-8', 'en'])).toBe('de');
    expect(resolveLanguage('system', ['fr', 'C'])).toBe('en');
    expect(resolveLanguage('system', [])).toBe('en');
  });
});

/** The names that a message asks for, in order of the alphabet. */
function placeholders(message: string): string[] {
  const names = new Set<string>();
  const visit = (elements: readonly MessageFormatElement[]): void => {
    for (const element of elements) {
      if ('options' in element) {
        names.add(element.value);
        for (const option of Object.values(element.options)) visit(option.value);
      } else if (element.type === TYPE.argument) names.add(element.value);
    }
  };
  visit(parse(message));
  return [...names].sort();
}
