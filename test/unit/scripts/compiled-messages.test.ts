import { describe, expect, it } from 'vitest';
import { catalogues, type MessageId } from '../../../main/core/i18n/catalogue.ts';
import { languages } from '../../../main/core/i18n/language.ts';
import * as fromTexts from '../../../main/core/i18n/messages.ts';
import { compiledMessagesSource } from '../../../scripts/lib/compiled-messages.ts';

type Messages = typeof fromTexts;

const source = compiledMessagesSource();
const built = (await import(`data:text/javascript,${encodeURIComponent(source)}`)) as Messages;

describe('the module that stands for the messages in what is built', () => {
  it.each(languages)('has every message as it is read from its text: %s', (language) => {
    for (const id of Object.keys(catalogues[language]) as MessageId[])
      expect([id, built.messageOf(language, id)]).toEqual([id, fromTexts.messageOf(language, id)]);
  });

  it('exports the same', () => {
    expect(Object.keys(built).sort()).toEqual(Object.keys(fromTexts).sort());
  });

  it('knows which messages there are', () => {
    for (const { hasMessage } of [built, fromTexts])
      expect(['who.user', 'who.nobody-we-know', 'toString'].map(hasMessage)).toEqual([true, false, false]);
  });

  it('has one byte for each letter', () => {
    expect([...source].filter((letter) => letter > '\x7f')).toEqual([]);
  });
});
