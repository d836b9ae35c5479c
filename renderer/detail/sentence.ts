/** A phrase as the beginning of a sentence. */
export function capitalized(text: string): string {
  return text.charAt(0).toLocaleUpperCase() + text.slice(1);
}

/** A phrase as a sentence. A short unit at its end may have brought the full stop: `Warnung in 18 Min.` */
export function sentenceOf(phrase: string): string {
  return capitalized(phrase) + (phrase.endsWith('.') ? '' : '.');
}
