import { parseLogDuration, parseLogTime } from './log-values.ts';

export type LogLineKind =
  | 'daemon-started'
  | 'session-connected'
  | 'session-waiting'
  | 'auto-stop-deferred'
  | 'auto-stop-expired'
  | 'sentinel-ended'
  | 'auto-stopped'
  | 'stopped'
  | 'idle-vm-stopped';

/** One line that matters. `subjects` are all names and ids in it: which of them is the sandbox's name is not established. */
export interface DockerLogLine {
  readonly kind: LogLineKind;
  readonly atMs: number | null;
  readonly subjects: readonly string[];
  readonly delayMs?: number;
  readonly idleForMs?: number;
}

/** The messages of the daemons, as they were captured (reference, sections 3.3 and 5.1). */
const messages: readonly (readonly [string, LogLineKind])[] = [
  ['sentinel session disconnected, auto-stopping runtime', 'sentinel-ended'],
  ['session disconnected, deferring auto-stop', 'auto-stop-deferred'],
  ['auto-stop grace period expired, stopping runtime', 'auto-stop-expired'],
  ['auto-stopped runtime after last session disconnected', 'auto-stopped'],
  ['auto-stop complete, new session waiting', 'session-waiting'],
  ['stopping idle VM (exceeded idle timeout)', 'idle-vm-stopped'],
  ['stopped runtime container', 'stopped'],
  ['session connected', 'session-connected'],
  ['starting sandboxd', 'daemon-started'],
];

const longestLine = 64 * 1024;
const subjectKeys = /^(sandbox|runtime|vm|container)?(name|id)?$/;
const nestedKeys = ['fields', 'attributes', 'attrs', 'data', 'context', 'sandbox', 'runtime', 'vm', 'container'];

/**
 * Reads one line of `daemon.log` or of Docker Desktop's log. Its form is only known to be "JSON-ish": a JSON object, `key=value`
 * pairs, and words with an object behind them are all understood. Null for every other line; never throws.
 */
export function parseDockerLogLine(line: string): DockerLogLine | null {
  if (line.length > longestLine) return null;
  // The cheap question first: nearly every line of a log is about something else.
  const kind = messages.find(([message]) => line.includes(message))?.[1];
  if (kind === undefined) return null;
  const fields = fieldsOf(line);
  const message = valueOf(fields, ['msg', 'message', 'event']);
  if (
    typeof message === 'string' &&
    !messages.some(([known, its]) => its === kind && message.trimStart().startsWith(known))
  ) {
    return null;
  }
  const atMs = parseLogTime(valueOf(fields, ['time', 'ts', 'timestamp', '@timestamp', 't'])) ?? leadingTime(line);
  const delayMs = parseLogDuration(valueOf(fields, ['delay', 'graceperiod', 'grace', 'autostopdelay']));
  const idleForMs = parseLogDuration(valueOf(fields, ['idleduration', 'idlefor']));
  return {
    kind,
    atMs,
    subjects: subjectsOf(fields),
    ...(delayMs !== null && { delayMs }),
    ...(idleForMs !== null && { idleForMs }),
  };
}

type Fields = ReadonlyMap<string, unknown>;

function fieldsOf(line: string): Fields {
  const brace = line.indexOf('{');
  const object = brace < 0 ? undefined : objectOf(line.slice(brace));
  return object ? flattened(object) : pairsOf(line);
}

function objectOf(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text.slice(0, text.lastIndexOf('}') + 1));
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

function flattened(object: Readonly<Record<string, unknown>>): Fields {
  const fields = new Map<string, unknown>();
  for (const [key, value] of Object.entries(object)) {
    if (typeof value !== 'object' || value === null) fields.set(plain(key), value);
    else if (nestedKeys.includes(plain(key))) {
      for (const [inner, deep] of Object.entries(value)) if (!fields.has(plain(inner))) fields.set(plain(inner), deep);
    }
  }
  return fields;
}

function pairsOf(line: string): Fields {
  const fields = new Map<string, unknown>();
  for (const [, key, quoted, bare] of line.matchAll(/([\w@.-]+)=(?:"((?:[^"\\]|\\.)*)"|([^\s"]+))/g)) {
    fields.set(plain(key ?? ''), quoted?.replace(/\\(.)/g, '$1') ?? bare);
  }
  return fields;
}

function plain(key: string): string {
  return key.toLowerCase().replace(/[_\-. ]/g, '');
}

function valueOf(fields: Fields, keys: readonly string[]): unknown {
  return keys.map((key) => fields.get(key)).find((value) => value !== undefined);
}

function subjectsOf(fields: Fields): readonly string[] {
  const found = new Set<string>();
  for (const [key, value] of fields) {
    if (key !== '' && subjectKeys.test(key) && typeof value === 'string' && value !== '' && value.length <= 256)
      found.add(value);
  }
  return [...found];
}

function leadingTime(line: string): number | null {
  const match = /^\W{0,3}(\d{4}[-/]\d\d[-/]\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d{1,9})?(?:Z|[+-]\d\d:?\d\d)?)/.exec(line);
  return parseLogTime(match?.[1]);
}
