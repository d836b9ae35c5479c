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
  /** Processor time of the quietest minute since the last clear sign of work; null when there was none. */
  readonly quietestCpuFraction: number | null;
  /** The same over all stretches between two signs that are over. */
  readonly lowestCpuFraction: number | null;
  /** How many stretches in a row were like that. */
  readonly timesAlike: number;
  readonly level: RestingLevel;
}

const noMinute = { forMs: 0, cpuMs: 0 } as const;
export const noRest: RestFinder = {
  minute: noMinute,
  quietestCpuFraction: null,
  lowestCpuFraction: null,
  timesAlike: 0,
  level: { cpuFraction: null, bytesPerSecond: null },
};

const minuteMs = 60_000;
/** A shorter look says nothing of a trickle: it may lie between two packets. */
const leastLookMs = 10_000;
/** More than this is no rest, however quiet it is compared with the remainder. */
export const mostAtRest = { cpuFraction: 0.045, bytesPerSecond: 64 } as const;

/** So much alike are quietest minutes that were rest, as a share of a core, and in so many stretches. */
const alike = 0.002;
const leastTimes = 2;

/**
 * Takes in one look. Processor time at rest is that of the quietest minute, if it was the same in two stretches with clear
 * work between them: rest comes back to its level, and work does not. The trickle of bytes is that of the quietest look;
 * whatever asks again and again has looks without a question between those with one.
 */
export function findRest(before: RestFinder, seen: Amounts, clearSign: boolean): RestFinder {
  const bytesPerSecond = quieterTrickle(before.level.bytesPerSecond, seen);
  const trickle =
    bytesPerSecond === before.level.bytesPerSecond ? before : { ...before, level: { ...before.level, bytesPerSecond } };
  if (clearSign) return endStretch(trickle);
  const forMs = before.minute.forMs + seen.forMs;
  const cpuMs = before.minute.cpuMs + seen.cpuFraction * seen.forMs;
  if (forMs < minuteMs) return { ...trickle, minute: { forMs, cpuMs } };
  const fraction = cpuMs / forMs;
  const least = Math.min(mostAtRest.cpuFraction, before.quietestCpuFraction ?? Number.POSITIVE_INFINITY);
  return { ...trickle, minute: noMinute, ...(fraction <= least && { quietestCpuFraction: fraction }) };
}

function endStretch(before: RestFinder): RestFinder {
  const { quietestCpuFraction: quietest, lowestCpuFraction: lowest, level } = before;
  const over = { ...before, minute: noMinute, quietestCpuFraction: null };
  if (quietest === null) return over;
  const isAlike = lowest !== null && Math.abs(quietest - lowest) <= alike;
  // Something quieter than what was taken for rest: that has to come back before it is believed.
  if (lowest === null || (quietest < lowest && !isAlike))
    return { ...over, lowestCpuFraction: quietest, timesAlike: 1, level: { ...level, cpuFraction: null } };
  if (!isAlike) return over;
  const timesAlike = before.timesAlike + 1;
  const cpuFraction = timesAlike >= leastTimes ? Math.max(lowest, quietest) : null;
  return {
    ...over,
    lowestCpuFraction: Math.min(lowest, quietest),
    timesAlike,
    level: { ...level, cpuFraction },
  };
}

/** Another run of the same sandbox: it rests as it did before, and what it does now is looked at from its start. */
export function atNextRun(before: RestFinder): RestFinder {
  return { ...before, minute: noMinute, quietestCpuFraction: null };
}

/** The time between two looks was not seen: what was added up so far is no minute. */
export function interrupted(before: RestFinder): RestFinder {
  return { ...before, minute: noMinute };
}

function quieterTrickle(before: number | null, { forMs, bytesPerSecond }: Amounts): number | null {
  if (bytesPerSecond === null || forMs < leastLookMs) return before;
  return Math.min(bytesPerSecond, before ?? mostAtRest.bytesPerSecond);
}
