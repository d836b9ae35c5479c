/** The languages that there is a catalogue for. */
export const languages = ['en', 'de'] as const;
export type Language = (typeof languages)[number];

/** What the user may choose: one of them, or what the system prefers. */
export const languageChoices = ['system', ...languages] as const;
export type LanguageChoice = (typeof languageChoices)[number];

/** Each language's name for itself, which is how people find theirs. */
export const languageNames: Readonly<Record<Language, string>> = { en: 'English', de: 'Deutsch' };

/**
 * The language to speak: the chosen one, else the first of the system's that there is a catalogue for, else English.
 * `preferred` are BCP 47 tags or POSIX locales, the dearest first.
 */
export function resolveLanguage(choice: LanguageChoice, preferred: readonly string[]): Language {
  if (choice !== 'system') return choice;
  for (const tag of preferred) {
    const found = languages.find((one) => tag.toLowerCase().split(/[-_.@]/)[0] === one);
    if (found) return found;
  }
  return 'en';
}
