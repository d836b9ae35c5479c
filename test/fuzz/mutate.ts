import { mutateValue } from './mutate-json.ts';
import type { Random } from './random.ts';

type Mutation = (text: string, random: Random) => string | Buffer;

const banners = [
  'Starting sandboxd daemon...\nDaemon started (PID: 55276, socket: \\\\.\\pipe\\docker_kaname_sandboxd)\nLogs: daemon.log\n',
  '╭──────────────────────────╮\n│ A new version is out! {} │\n╰──────────────────────────╯\n',
  '[WARN] the clock is wrong\n',
  '{"level":"warn","msg":"a line of a log"}\n',
  'WARNING: {not json}\n',
  '\u001b[33m! \u001b[0m',
];

/** By name, so that a failure can say what was done. */
const mutations: Readonly<Record<string, Mutation>> = {
  structure: (text, random) => onJson(text, random, 1),
  'structure, several times': (text, random) => onJson(text, random, 2 + random.below(4)),
  'cut off': (text, random) => text.slice(0, random.below(text.length + 1)),
  'begin missing': (text, random) => text.slice(random.below(text.length + 1)),
  'piece missing': (text, random) => {
    const from = random.below(text.length + 1);
    return text.slice(0, from) + text.slice(from + random.below(40));
  },
  'piece twice': (text, random) => {
    const from = random.below(text.length + 1);
    return text.slice(0, from + random.below(60)) + text.slice(from);
  },
  'said twice': (text) => text + text,
  'lines in another order': (text, random) =>
    text
      .split('\n')
      .sort(() => random.next() - 0.5)
      .join('\n'),
  'banner before': (text, random) => random.pick(banners) + text,
  'banner after': (text, random) => text + random.pick(banners),
  'banner in the middle': (text, random) => {
    const at = random.below(text.length + 1);
    return text.slice(0, at) + random.pick(banners) + text.slice(at);
  },
  'numbers exchanged': (text, random) => {
    const odd = ['999999999999999999999999', '-1', '1e999', 'NaN', '0x10', '00', '1.', '٣'];
    return text.replace(/\d+(\.\d+)?/g, (number) => (random.chance(0.3) ? random.pick(odd) : number));
  },
  'words exchanged': (text, random) => {
    const odd = ['running', 'stopped', 'null', 'true', '', '💥', '\u0000', 'session connected'];
    return text.replace(/[A-Za-z]{4,}/g, (word) => (random.chance(0.2) ? random.pick(odd) : word));
  },
  'control characters': (text, random) => {
    const at = random.below(text.length + 1);
    const odd = Array.from({ length: 1 + random.below(20) }, () => String.fromCharCode(random.below(32)));
    return text.slice(0, at) + odd.join('') + text.slice(at);
  },
  'bytes exchanged': (text, random) => {
    const bytes = Buffer.from(text);
    for (let count = 0; count < 1 + bytes.length / 50 && bytes.length > 0; count += 1)
      bytes[random.below(bytes.length)] = random.below(256);
    return bytes;
  },
  'byte order mark': (text) => `\uFEFF${text}`,
  'UTF-16': (text, random) => Buffer.from(random.chance(0.5) ? `\uFEFF${text}` : text, 'utf16le'),
  'Latin-1': (text) => Buffer.from(`${text}äöü`, 'latin1'),
  'Windows line ends': (text) => text.replaceAll('\n', '\r\n'),
  'brackets without end': (text, random) => random.pick(['[', '{"a":', '(']).repeat(10_000) + text,
  long: (text, random) => `${text}${' '.repeat(random.below(200_000))}`,
  'very long line': (text, random) => text.replace(/"[a-z]+"/, `"${'y'.repeat(random.below(200_000))}"`),
  nothing: () => '',
};

export interface Mutated {
  readonly bytes: Buffer;
  /** What was done to it. */
  readonly how: string;
}

/** One change to an output, chosen by the random numbers; now and then two on top of each other. */
export function mutate(text: string, random: Random): Mutated {
  const how = random.pick(Object.keys(mutations));
  const once = mutations[how]?.(text, random) ?? text;
  if (typeof once !== 'string' || random.chance(0.8)) return { bytes: Buffer.from(once), how };
  const again = random.pick(Object.keys(mutations));
  return { bytes: Buffer.from(mutations[again]?.(once, random) ?? once), how: `${how}, then ${again}` };
}

/** A document is changed as one; of a log in JSON lines each line is one. What is no JSON is cut off. */
function onJson(text: string, random: Random, times: number): string {
  const change = (value: unknown) => {
    let changed = value;
    for (let count = 0; count < times; count += 1) changed = mutateValue(changed, random);
    return JSON.stringify(changed, null, random.chance(0.3) ? 2 : 0) ?? '';
  };
  const whole = parsed(text);
  if (whole !== undefined) return change(whole);
  const lines = text.split('\n').map((line) => [line, parsed(line)] as const);
  if (lines.every(([, value]) => value === undefined)) return text.slice(0, random.below(text.length + 1));
  return lines.map(([line, value]) => (value === undefined ? line : change(value))).join('\n');
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
