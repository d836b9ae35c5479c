import { parse, TYPE, type MessageFormatElement } from '@formatjs/icu-messageformat-parser';
import { describe, expect, it } from 'vitest';
import { catalogues, type MessageId } from '../../../main/core/i18n/catalogue.ts';
import { languages, resolveLanguage } from '../../../main/core/i18n/language.ts';

const ids = Object.keys(catalogues.en) as MessageId[];

describe('the catalogue', () => {
  it('has the same texts in every language', () => {
    for (const language of languages) expect(Object.keys(catalogues[language]).sort()).toEqual([...ids].sort());
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
