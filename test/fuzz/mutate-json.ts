import type { Random } from './random.ts';

type Path = readonly (string | number)[];

const strangeNumbers = [0, -1, 0.5, 1e308, -1e308, 2 ** 53 + 2, 1e-9, 4_294_967_296];
const strangeTexts = [
  '',
  ' ',
  '-f',
  '--all',
  '../../etc/passwd',
  'a\0b',
  '\u001b[2J\u001b[31m',
  '\u202Etxt',
  '\uD800',
  'running ',
  'RUNNING',
  'idle',
  'true',
  '0',
  '💥'.repeat(50),
  'x'.repeat(5_000),
];

/** A value of another kind than what stands there. */
function strangeValue(random: Random): unknown {
  const kind = random.below(9);
  if (kind === 0) return null;
  if (kind === 1) return random.chance(0.5);
  if (kind <= 3) return random.pick(strangeNumbers);
  if (kind <= 5) return random.pick(strangeTexts);
  if (kind === 6) return [];
  return kind === 7 ? {} : deep(random);
}

/** Nested, but not so deeply that the test's own serialisation gives up. */
function deep(random: Random): unknown {
  let value: unknown = 1;
  const depth = 1 + random.below(800);
  for (let level = 0; level < depth; level += 1) value = random.chance(0.5) ? [value] : { a: value };
  return value;
}

/** One change to the structure of a JSON document. The given value is not touched. */
export function mutateValue(value: unknown, random: Random): unknown {
  const copy = structuredClone(value);
  const paths = pathsIn(copy);
  const path = random.pick(paths);
  if (path.length === 0) return random.chance(0.3) ? [copy] : strangeValue(random);
  const parent = path.slice(0, -1).reduce<unknown>((at, key) => (at as Record<string | number, unknown>)[key], copy);
  change(parent as Record<string, unknown> | unknown[], path.at(-1) as string | number, random);
  return copy;
}

function change(parent: Record<string, unknown> | unknown[], key: string | number, random: Random): void {
  const kind = random.below(7);
  if (Array.isArray(parent)) {
    const index = Number(key);
    if (kind === 0) parent.splice(index, 1);
    else if (kind === 1) parent.splice(index, 0, structuredClone(parent[index]));
    else if (kind === 2) parent.reverse();
    else if (kind === 3)
      parent.push(...Array.from({ length: random.below(300) }, () => structuredClone(parent[index])));
    else parent[index] = strangeValue(random);
    return;
  }
  if (kind === 0) delete parent[key];
  else if (kind === 1) {
    const renamed = random.pick([`${key}s`, String(key).toUpperCase(), `_${key}`, 'constructor', 'toString', '']);
    Object.defineProperty(parent, renamed, {
      value: parent[key],
      enumerable: true,
      configurable: true,
      writable: true,
    });
    delete parent[key];
  } else if (kind === 2) {
    const odd = strangeValue(random);
    Object.defineProperty(parent, '__proto__', { value: odd, enumerable: true, configurable: true, writable: true });
  } else if (kind === 3) {
    const entries = Object.entries(parent).reverse();
    for (const name of Object.keys(parent)) delete parent[name];
    for (const [name, one] of entries) parent[name] = one;
  } else parent[key] = strangeValue(random);
}

function pathsIn(value: unknown, at: Path = []): Path[] {
  if (typeof value !== 'object' || value === null || at.length > 12) return [at];
  return [at, ...Object.entries(value).flatMap(([key, one]) => pathsIn(one, [...at, key]))];
}
