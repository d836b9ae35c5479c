import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { resolveLanguage, type LanguageChoice } from '../main/core/i18n/language.ts';
import { wordsFor, type Words } from '../main/core/i18n/words.ts';

/** The words for what the user chose; without a choice, for what the system prefers. */
export function pageWords(choice: LanguageChoice = 'system'): Words {
  return wordsFor(resolveLanguage(choice, navigator.languages));
}

const Spoken = createContext<Words | null>(null);

/** Everything inside it speaks these words. */
export const WordsProvider = Spoken.Provider;

export function useWords(): Words {
  return useContext(Spoken) ?? pageWords();
}
