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
  /** How long after the look before it this one was due; left out when that is not known. */
  readonly dueAfterMs?: number | undefined;
}

/** How the level is found. Shares of a core. */
export interface RestFinder {
  readonly minute: { readonly forMs: number; readonly cpuMs: number };
  /** The quietest minute since the last clear sign of work; null when there was none. */
  readonly quietestCpuFraction: number | null;
  /** The same over all stretches between two signs that are over. */
  readonly lowestCpuFraction: number | null;
  /** How much of the present stretch was seen. */
  readonly stretchMs: number;
  /** How many stretches in a row were like that. */
  readonly timesAlike: number;
  /** What came back often enough. */
  readonly returnedCpuFraction: number | null;
  /** For how long every minute has been like the first of them; null when the last one was more than rest. */
  readonly steady: { readonly cpuFraction: number; readonly forMs: number } | null;
  /** The quietest looks at the network, in bytes a second, the quietest one first. */
  readonly trickles: readonly number[];
  readonly level: RestingLevel;
}

const noMinute = { forMs: 0, cpuMs: 0 } as const;
export const noRest: RestFinder = {
  minute: noMinute,
  quietestCpuFraction: null,
  lowestCpuFraction: null,
  stretchMs: 0,
  timesAlike: 0,
  returnedCpuFraction: null,
  steady: null,
  trickles: [],
  level: { cpuFraction: null, bytesPerSecond: null },
};

const minuteMs = 60_000;
/** A shorter look says nothing of a trickle: it may lie between two packets. */
const leastLookMs = 10_000;
/** One look, or two, may have slept for a part of their time: as quiet as the third quietest it is again and again. */
export const trickleTimes = 3;
/** More than this is no rest, however quiet it is compared with the remainder. */
export const mostAtRest = { cpuFraction: 0.045, bytesPerSecond: 64 } as const;

/** So much later than it was due a look is no evidence of rest: milliseconds, and as a share of the time between two looks. */
export const overdueMs = 3_000;
export const overdueShare = 0.1;

/** So much alike are quietest minutes that were rest, as a share of a core, and in so many stretches. */
const alike = 0.002;
const leastTimes = 2;
/** A shorter stretch may be a wait for a model: its spinner, too, costs the same each time. */
export const leastStretchMs = 12 * minuteMs;

/**
 * What has used the same in every minute for so long, and no more than a guest may, is at rest, too: a server that polls its
 * files, a chatty agent. Work that goes on that evenly would be shorter, or more.
 */
export const steadyForMs = 60 * minuteMs;
const steadyWithin = 0.004;

/**
 * Takes in one look. Processor time at rest is that of the quietest minute, if it was the same in two long stretches with clear
 * work between them: rest comes back to its level, and work does not. The trickle of bytes is that of the quietest looks;
 * whatever asks again and again has looks without a question between those with one.
 */
export function findRest(before: RestFinder, seen: Amounts, clearSign: boolean): RestFinder {
  if (isOverdue(seen)) return clearSign ? withLevel(endStretch(before)) : { ...before, minute: noMinute };
  return withLevel(clearSign ? endStretch(before) : goOn(before, seen), seen);
}

/**
 * A look that came late may have slept for a part of its time, and shows too little then: once believed, nothing would ever
 * be as quiet as that again. Some seconds are what an answer of a runtime takes.
 */
function isOverdue({ forMs, dueAfterMs = forMs }: Amounts): boolean {
  return forMs - dueAfterMs > Math.max(overdueMs, overdueShare * dueAfterMs);
}

function withLevel(rest: RestFinder, seen?: Amounts): RestFinder {
  const { steady, returnedCpuFraction: returned, level } = rest;
  const trickles = seen ? quietestTrickles(rest.trickles, seen) : rest.trickles;
  const isSteady = steady !== null && steady.forMs >= steadyForMs;
  const cpuFraction = isSteady ? Math.max(steady.cpuFraction, returned ?? 0) : returned;
  const known = trickles.at(-1);
  const bytesPerSecond = known === undefined ? null : Math.min(mostAtRest.bytesPerSecond, known);
  const isSame = cpuFraction === level.cpuFraction && bytesPerSecond === level.bytesPerSecond;
  return isSame && trickles === rest.trickles ? rest : { ...rest, trickles, level: { cpuFraction, bytesPerSecond } };
}

function goOn(rest: RestFinder, seen: Amounts): RestFinder {
  const before = { ...rest, stretchMs: rest.stretchMs + seen.forMs };
  const forMs = before.minute.forMs + seen.forMs;
  const cpuMs = before.minute.cpuMs + seen.cpuFraction * seen.forMs;
  if (forMs < minuteMs) return { ...before, minute: { forMs, cpuMs } };
  const fraction = cpuMs / forMs;
  const least = Math.min(mostAtRest.cpuFraction, before.quietestCpuFraction ?? Number.POSITIVE_INFINITY);
  const steady = steadyAfter(before.steady, fraction, forMs);
  return { ...before, minute: noMinute, steady, ...(fraction <= least && { quietestCpuFraction: fraction }) };
}

function steadyAfter(before: RestFinder['steady'], cpuFraction: number, forMs: number): RestFinder['steady'] {
  if (cpuFraction > mostAtRest.cpuFraction) return null;
  const isLikeIt = before !== null && Math.abs(cpuFraction - before.cpuFraction) <= steadyWithin;
  return isLikeIt ? { ...before, forMs: before.forMs + forMs } : { cpuFraction, forMs };
}

/** What was steady for an hour has come back often enough, unless something quieter is known. */
function proven(rest: RestFinder): RestFinder {
  const { steady, lowestCpuFraction: lowest, returnedCpuFraction: returned } = rest;
  if (steady === null || steady.forMs < steadyForMs) return rest;
  const { cpuFraction } = steady;
  if (lowest !== null && cpuFraction > lowest + alike) return rest;
  const isAlike = lowest !== null && lowest - cpuFraction <= alike;
  return {
    ...rest,
    lowestCpuFraction: Math.min(cpuFraction, lowest ?? cpuFraction),
    returnedCpuFraction: isAlike ? Math.max(cpuFraction, returned ?? 0) : cpuFraction,
    timesAlike: Math.max(leastTimes, rest.timesAlike),
  };
}

function endStretch(rest: RestFinder): RestFinder {
  const before = proven(rest);
  const { quietestCpuFraction: quietest, lowestCpuFraction: lowest } = before;
  const over = { ...before, minute: noMinute, steady: null, quietestCpuFraction: null, stretchMs: 0 };
  if (quietest === null || before.stretchMs < leastStretchMs) return over;
  const isAlike = lowest !== null && Math.abs(quietest - lowest) <= alike;
  // Something quieter than what was taken for rest: that has to come back before it is believed.
  if (lowest === null || (quietest < lowest && !isAlike))
    return { ...over, lowestCpuFraction: quietest, timesAlike: 1, returnedCpuFraction: null };
  if (!isAlike) return over;
  const timesAlike = before.timesAlike + 1;
  const returnedCpuFraction = timesAlike >= leastTimes ? Math.max(lowest, quietest) : null;
  return { ...over, lowestCpuFraction: Math.min(lowest, quietest), timesAlike, returnedCpuFraction };
}

/** Another run of the same sandbox: it rests as it did before, and what it does now is looked at from its start. */
export function atNextRun(before: RestFinder): RestFinder {
  return { ...interrupted(before), quietestCpuFraction: null, stretchMs: 0 };
}

/** The time between two looks was not seen: what was added up so far is no minute, and nothing was steady. */
export function interrupted(rest: RestFinder): RestFinder {
  const before = proven(rest);
  const level = { ...before.level, cpuFraction: before.returnedCpuFraction };
  return { ...before, minute: noMinute, steady: null, level };
}

function quietestTrickles(before: readonly number[], { forMs, bytesPerSecond }: Amounts): readonly number[] {
  if (bytesPerSecond === null || forMs < leastLookMs) return before;
  if (before.length >= trickleTimes && bytesPerSecond >= (before.at(-1) ?? 0)) return before;
  return [...before, bytesPerSecond].sort((a, b) => a - b).slice(0, trickleTimes);
}
