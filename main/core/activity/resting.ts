/** What a sandbox uses when nobody is at it and nothing works in it: its guest, its agent at the prompt, its telemetry. */
export interface RestingLevel {
  readonly cpuFraction: number;
  /** Null where bytes are not counted. */
  readonly bytesPerSecond: number | null;
}

/** What one look saw since the look before it. */
export interface Amounts {
  readonly forMs: number;
  readonly cpuFraction: number;
  readonly bytesPerSecond: number | null;
}

/** How the level is found: the quietest minute so far, and the quietest one before the last clear sign of work. */
export interface RestFinder {
  readonly minute: { readonly forMs: number; readonly cpuMs: number; readonly bytes: number | null };
  readonly quietest: RestingLevel | null;
  /** Null until work was seen after a quiet minute: what never worked may be at work all the time. */
  readonly level: RestingLevel | null;
}

const noMinute = { forMs: 0, cpuMs: 0, bytes: 0 } as const;
export const noRest: RestFinder = { minute: noMinute, quietest: null, level: null };

const minuteMs = 60_000;
/** More than this is no rest, however quiet it is compared with the remainder. */
const mostAtRest = { cpuFraction: 0.04, bytesPerSecond: 128 } as const;

/**
 * Takes in one look. The level comes from before the last clear sign of work, so that work which goes on evenly, from the
 * start or since that sign, is never taken for the rest of itself.
 */
export function findRest(before: RestFinder, seen: Amounts, clearSign: boolean): RestFinder {
  const forMs = before.minute.forMs + seen.forMs;
  const cpuMs = before.minute.cpuMs + seen.cpuFraction * seen.forMs;
  const bytes =
    before.minute.bytes === null || seen.bytesPerSecond === null
      ? null
      : before.minute.bytes + (seen.bytesPerSecond * seen.forMs) / 1000;
  if (clearSign) return { minute: noMinute, quietest: before.quietest, level: before.quietest };
  if (forMs < minuteMs) return { ...before, minute: { forMs, cpuMs, bytes } };
  const minute = { cpuFraction: cpuMs / forMs, bytesPerSecond: bytes === null ? null : (1000 * bytes) / forMs };
  return { minute: noMinute, quietest: quieter(before.quietest, minute), level: before.level };
}

/** The time between two looks was not seen: what was added up so far is no minute. */
export function interrupted(before: RestFinder): RestFinder {
  return { ...before, minute: noMinute };
}

function quieter(before: RestingLevel | null, minute: RestingLevel): RestingLevel | null {
  const isRest =
    minute.cpuFraction <= mostAtRest.cpuFraction && (minute.bytesPerSecond ?? 0) <= mostAtRest.bytesPerSecond;
  if (!isRest) return before;
  if (before === null) return minute;
  return {
    cpuFraction: Math.min(before.cpuFraction, minute.cpuFraction),
    bytesPerSecond:
      before.bytesPerSecond === null || minute.bytesPerSecond === null
        ? minute.bytesPerSecond
        : Math.min(before.bytesPerSecond, minute.bytesPerSecond),
  };
}
