/**
 * The places in a file that settings know nothing of, as `idle.colour`, in the order of the file. `raw` is what the file holds,
 * `parsed` what the schema made of it: what it does not know, it leaves out. Of a whole part that is not known only the part is
 * named.
 */
export function leftOutOf(raw: unknown, parsed: unknown, place = ''): string[] {
  if (!isObject(raw) || !isObject(parsed)) return [];
  return Object.entries(raw).flatMap(([name, value]) => {
    const here = place === '' ? name : `${place}.${name}`;
    return Object.hasOwn(parsed, name) ? leftOutOf(value, parsed[name], here) : [here];
  });
}

/** A list is one as well: its places are `0`, `1` and so on. */
function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
