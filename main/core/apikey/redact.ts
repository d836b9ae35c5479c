/**
 * The last net: whatever looks like a key is taken out of text that is kept or shown. It takes too much rather than too
 * little. The first net is `Secret`, from which no text comes at all.
 */
export function redactText(text: string): string {
  const plain = rules.reduce((result, [pattern, replacement]) => result.replace(pattern, replacement), text);
  // By runs, because a pattern that may begin anywhere in a long run takes the square of its length.
  return plain.replace(/[A-Za-z0-9+/_=-]{9,}/g, (run) => (encodedKey.test(run) ? '…' : run));
}

/** `sk-ant-` in Base64, at each of its three positions, and in hexadecimal digits. */
const encodedKey = /c2stYW50L|NrLWFudC|zay1hbnQt|736b2d616e742d|736B2D616E742D/;

const rules: readonly (readonly [RegExp, string])[] = [
  // A mask (`sk-ant-…wxyz`) stays. A legal key may hold any printable character: all up to the next white space goes.
  [/sk-ant-[\u0021-\u007e]{4,}/gi, 'sk-ant-…'],
  [/sk(?:%2d|\\u002d|\\x2d|&#45;|&#x2d;)ant(?:%2d|\\u002d|\\x2d|&#45;|&#x2d;|-)[\u0021-\u007e]{4,}/gi, 'sk-ant-…'],
  [/\bsk-[A-Za-z0-9_-]{8,}/g, 'sk-…'],
  [
    /((?:ANTHROPIC|CLAUDE|OPENAI|GEMINI|GITHUB|AWS)_[A-Z_]{0,64}(?:KEY|TOKEN|SECRET)"?'?\s*[=:]\s*)(?!\$|'?(?:sk-ant-)?…|'<your key>')[^\s].*/g,
    '$1…',
  ],
  [/((?:x-api-key|authorization)"?'?\s*[=:]\s*"?'?(?:bearer\s+|basic\s+)?)[^\s"',]+/gi, '$1…'],
];

/** The same for anything that can be given to a logger. Errors and objects become plain copies. */
export function redact(value: unknown): unknown {
  return redactDeep(value, new Set());
}

function redactDeep(value: unknown, above: Set<object>): unknown {
  if (typeof value === 'string') return redactText(value);
  if (typeof value !== 'object' || value === null) return typeof value === 'function' ? '[function]' : value;
  if (above.has(value)) return '[circular]';
  above.add(value);
  try {
    return redactObject(value, (part) => redactDeep(part, above));
  } finally {
    above.delete(value);
  }
}

function redactObject(value: object, part: (value: unknown) => unknown): unknown {
  if (value instanceof Date) return value;
  if (value instanceof URL) return redactText(value.href);
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return `[${value.byteLength} bytes]`;
  if (value instanceof Error) {
    const text = redactText(value.stack ?? `${value.name}: ${value.message}`);
    return value.cause === undefined ? text : `${text}\ncaused by ${String(part(value.cause))}`;
  }
  if (value instanceof Map) return [...value].map(([key, item]) => [part(key), part(item)]);
  if (value instanceof Set || Array.isArray(value)) return [...value].map(part);
  if ('toJSON' in value && typeof value.toJSON === 'function') return part((value.toJSON as () => unknown)());
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [redactText(key), part(item)]));
}
