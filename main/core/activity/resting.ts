/** What a sandbox uses when nobody is at it and nothing works in it: its guest, its agent at the prompt, its keep-alives. */
export interface RestingLevel {
  /** Null until it is known. */
  readonly cpuFraction: number | null;
  /** Null until it is known, and where bytes are not counted. */
  readonly bytesPerSecond: number | null;
}

/** What one look saw since the look before it. */
export interface Amounts {
  readonly forMs: number;
  readonly cpuFraction: number;
  readonly bytesPerSecond: number | null;
}

/** How the level is found. */
export interface RestFinder {
  readonly minute: { readonly forMs: number; readonly cpuMs: number };
  /** Processor time of the quietest minute so far. */
  readonly quietestCpuFraction: number | null;
  readonly level: RestingLevel;
}

const noMinute = { forMs: 0, cpuMs: 0 } as const;
export const noRest: RestFinder = {
  minute: noMinute,
  quietestCpuFraction: null,
  level: { cpuFraction: null, bytesPerSecond: null },
};

const minuteMs = 60_000;
/** A shorter look says nothing of a trickle: it may lie between two packets. */
const leastLookMs = 10_000;
/** More than this is no rest, however quiet it is compared with the remainder. */
export const mostAtRest = { cpuFraction: 0.04, bytesPerSecond: 64 } as const;

/**
 * Takes in one look. Processor time at rest is that of the quietest minute before the last clear sign of work: so work that
 * goes on evenly, from the start or since that sign, is never taken for the rest of itself. The trickle of bytes is that of the
 * quietest look; whatever asks again and again has looks without a question between those with one.
 */
export function findRest(before: RestFinder, seen: Amounts, clearSign: boolean): RestFinder {
  const bytesPerSecond = quieterTrickle(before.level.bytesPerSecond, seen);
  const level = (cpuFraction: number | null): RestingLevel =>
    cpuFraction === before.level.cpuFraction && bytesPerSecond === before.level.bytesPerSecond
      ? before.level
      : { cpuFraction, bytesPerSecond };
  const { quietestCpuFraction } = before;
  if (clearSign) return { minute: noMinute, quietestCpuFraction, level: level(quietestCpuFraction) };
  const forMs = before.minute.forMs + seen.forMs;
  const cpuMs = before.minute.cpuMs + seen.cpuFraction * seen.forMs;
  const same = level(before.level.cpuFraction);
  if (forMs < minuteMs) return { minute: { forMs, cpuMs }, quietestCpuFraction, level: same };
  const fraction = cpuMs / forMs;
  const isQuieter = fraction <= Math.min(mostAtRest.cpuFraction, quietestCpuFraction ?? Number.POSITIVE_INFINITY);
  return { minute: noMinute, quietestCpuFraction: isQuieter ? fraction : quietestCpuFraction, level: same };
}

/** The time between two looks was not seen: what was added up so far is no minute. */
export function interrupted(before: RestFinder): RestFinder {
  return { ...before, minute: noMinute };
}

function quieterTrickle(before: number | null, { forMs, bytesPerSecond }: Amounts): number | null {
  if (bytesPerSecond === null || forMs < leastLookMs) return before;
  return Math.min(bytesPerSecond, before ?? mostAtRest.bytesPerSecond);
}
