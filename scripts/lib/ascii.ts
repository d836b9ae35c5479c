/** Escapes the letters that are not ASCII. In a program they stand only in texts and expressions, as in JSON; there an escape is the same. */
export function asAscii(text: string): string {
  return text.replace(/[^\0-\x7f]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
