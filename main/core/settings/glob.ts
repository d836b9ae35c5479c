/**
 * True when a text fits a pattern as a whole: `*` is any text, also none, `?` one character. Without a regular expression,
 * because patterns come from files: of several `*` only the last ever has to be tried again, so no pattern takes long.
 */
export function fitsGlob(pattern: string, text: string): boolean {
  const wanted = [...pattern];
  const given = [...text];
  let at = 0;
  let star = -1;
  let tried = 0;
  for (let index = 0; index < given.length;) {
    if (wanted[at] === '*') {
      star = at;
      tried = index;
      at += 1;
    } else if (wanted[at] === '?' || (at < wanted.length && wanted[at] === given[index])) {
      at += 1;
      index += 1;
    } else if (star >= 0) {
      // The last star takes one more character.
      tried += 1;
      index = tried;
      at = star + 1;
    } else return false;
  }
  return wanted.slice(at).every((one) => one === '*');
}
