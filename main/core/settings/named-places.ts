import { redactText } from '../apikey/redact.ts';

/** How many places are named, and how many characters of each are shown: a file may hold names of any length. */
const mostNamed = 5;
const mostCharacters = 80;

/** The values of a message that names places: how many there are, the first of them, and how many more. */
export function namedPlaces(places: readonly string[]) {
  const named = places.slice(0, mostNamed).map(shownPlace);
  return { count: places.length, places: named, more: places.length - named.length };
}

/** A name as it may be shown: without a key in it, and no longer than a line or two. */
export function shownPlace(place: string): string {
  // Before it is cut: the half of a key would not be known as one.
  const text = redactText(place);
  // By code points: half of a character is none.
  const start = Array.from(text.slice(0, 2 * mostCharacters + 2));
  return start.length > mostCharacters ? `${start.slice(0, mostCharacters).join('')}…` : text;
}
