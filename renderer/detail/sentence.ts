/** A phrase as the beginning of a sentence, in the language of its words: on a Turkish machine "idle" would be "İdle". */
export function capitalized(text: string, language: string): string {
  return text.charAt(0).toLocaleUpperCase(language) + text.slice(1);
}

/** A phrase as a sentence. A short unit at its end may have brought the full stop: `Warnung in 18 Min.` */
export function sentenceOf(phrase: string, language: string): string {
  return capitalized(phrase, language) + (phrase.endsWith('.') ? '' : '.');
}
