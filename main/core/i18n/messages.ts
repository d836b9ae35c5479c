import { catalogues, type MessageId } from './catalogue.ts';
import { compileMessage, type CompiledMessage } from './compiled-message.ts';
import type { Language } from './language.ts';

/**
 * A text of the catalogue, ready to be spoken. The programs that are built hold the result in place of this module
 * (`scripts/lib/compiled-messages.ts`): to read a message takes longer than to say it, and somebody waits for the popup.
 */
export function messageOf(language: Language, id: MessageId): CompiledMessage {
  return compileMessage(catalogues[language][id]);
}

export function hasMessage(id: string): id is MessageId {
  return Object.hasOwn(catalogues.en, id);
}
