const earliestMs = Date.parse('2020-01-01T00:00:00Z');
const latestMs = Date.parse('2100-01-01T00:00:00Z');
const longestMs = 30 * 24 * 3_600_000;

/** A point in time as logs write it: RFC 3339, or a number of seconds, milliseconds, micro- or nanoseconds since 1970. */
export function parseLogTime(raw: unknown): number | null {
  if (typeof raw === 'number') {
    for (const perMs of [0.001, 1, 1e3, 1e6]) {
      const atMs = raw / perMs;
      if (isPlausible(atMs)) return Math.round(atMs);
    }
    return null;
  }
  if (typeof raw !== 'string') return null;
  // Go's own logger writes slashes, and means the time of the machine.
  const atMs = Date.parse(raw.replace(/^(\d{4})\/(\d\d)\/(\d\d) /, '$1-$2-$3 ').replace(',', '.'));
  return isPlausible(atMs) ? atMs : null;
}

function isPlausible(atMs: number): boolean {
  return atMs >= earliestMs && atMs <= latestMs;
}

const unitMs: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
};

/**
 * A span of time in milliseconds: Go writes nanoseconds, or `1m30s`; some loggers write seconds. A number is taken for
 * what makes it a span of seconds to days. Null when it is none, or longer than a month.
 */
export function parseLogDuration(raw: unknown): number | null {
  const ms = typeof raw === 'number' ? numberOf(raw) : typeof raw === 'string' ? textOf(raw) : null;
  return ms !== null && Number.isFinite(ms) && ms >= 0 && ms <= longestMs ? Math.round(ms) : null;
}

function numberOf(value: number): number {
  if (value >= 1e9) return value / 1e6;
  return value < 10_000 ? value * 1000 : value;
}

function textOf(text: string): number | null {
  if (/^\d{1,18}$/.test(text)) return numberOf(Number(text));
  if (!/^(\d{1,12}(\.\d{1,9})?(ns|us|µs|ms|s|m|h))+$/.test(text) || text.length > 60) return null;
  let sum = 0;
  for (const [, value, unit] of text.matchAll(/(\d+(?:\.\d+)?)(ns|us|µs|ms|s|m|h)/g)) {
    sum += Number(value) * (unitMs[unit ?? ''] ?? Number.NaN);
  }
  return sum;
}
