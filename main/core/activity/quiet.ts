/** What the processor time of a sandbox was since it was last at work. */
export interface Quiet {
  readonly forMs: number;
  readonly cpuMs: number;
  /** What stood out from that lately, in milliseconds: it is forgotten within a minute, or ten while a stop is due. */
  readonly crumbsMs: number;
  /**
   * The most that one look of its earlier half showed above its quietest one, in milliseconds, with nothing before it and after
   * it: its timers, and nobody who came just now.
   */
  readonly wontedMs: number;
  /** What the look before this one showed, when nothing was before it: a timer, if nothing comes after it. */
  readonly loneMs: number;
  /** The look before this one stood out, or was work. */
  readonly stoodOut: boolean;
  /** The share of a core in its quietest look. A timer is in the mean, too: who measured it from there would find it smaller. */
  readonly leastCpuFraction: number;
}

export const noQuiet: Quiet = {
  forMs: 0,
  cpuMs: 0,
  crumbsMs: 0,
  wontedMs: 0,
  loneMs: 0,
  stoodOut: true,
  leastCpuFraction: Number.POSITIVE_INFINITY,
};

/** Processor time above the quiet that is no more than the noise of a guest, in milliseconds within a minute. */
export const noiseMs = 400;
const forgottenAfterMs = 60_000;
/** While a stop is due little by little is much, too: an agent that waits for its model may show no more than a spinner. */
const forgottenWhenDueMs = 10 * 60_000;

/** How far the way to a stop has been gone: its earlier half, its later one, or all of it. */
export type Stage = 'early' | 'late' | 'due';

/**
 * In the short look before a stop noise is unlikely, and work may have begun a moment ago. Where a server may be asked for a page,
 * and its traffic is not seen, every look while a stop is due has to be quieter still: a page costs a tenth of a second or more.
 */
export const lastNoiseMs = 150;
export const servedNoiseMs = 100;

/** A timer does not take the same time each time it goes off. */
const wontedFactor = 1.15;

/** A shorter look may show nothing for want of a tick. */
export const leastLookMs = 10_000;

/** Less than this in one look is no timer, but ticks and keep-alives. */
export const leastTimerMs = 30;

/** The noise of a look that has to be a quiet one, in a sandbox that did nothing before in this quiet. */
export function leastStrictMs(isServed = false): number {
  return isServed ? servedNoiseMs : lastNoiseMs;
}

/** The noise of a look that has to be a quiet one: a little, or what this sandbox did before in this quiet. */
export function strictNoiseMs({ wontedMs }: Quiet, isServed = false): number {
  return Math.min(noiseMs, Math.max(leastStrictMs(isServed), wontedFactor * wontedMs));
}

/** Processor time is told in ticks of 10 ms: one at either end of a look says nothing, however quiet it was before. */
export const leastNoiseMs = 20;

/**
 * The processor time, as a share of a core over a look of `forMs`, above which that look stands out from the quiet by more
 * than so many milliseconds.
 */
export function standsOutFrom(quiet: Quiet, forMs: number, byMs: number, stage: Stage = 'late'): number {
  return meanOf(quiet) + Math.max(leastNoiseMs, byMs - leftOf(quiet, forMs, stage)) / forMs;
}

/**
 * The quiet with one more look in it. While a stop is due what is below the mean makes up for what was above it: ticks come
 * out even, and what goes on does not.
 */
export function quietAfter(quiet: Quiet, forMs: number, cpuFraction: number, stage: Stage = 'late'): Quiet {
  const isFirst = quiet.forMs === 0;
  const standsOutMs = isFirst ? 0 : aboveQuietMs(quiet, forMs, cpuFraction);
  const belowMs = isFirst || stage !== 'due' ? 0 : Math.max(0, meanOf(quiet) - cpuFraction) * forMs;
  const leftMs = leftOf(quiet, forMs, stage);
  const leastCpuFraction = forMs < leastLookMs ? quiet.leastCpuFraction : Math.min(quiet.leastCpuFraction, cpuFraction);
  const stoodOut = standsOutMs >= leastTimerMs;
  const isLone = stoodOut && !quiet.stoodOut && stage === 'early';
  const loneMs = isLone ? aboveLeastMs(quiet, forMs, cpuFraction) : 0;
  return {
    forMs: quiet.forMs + forMs,
    cpuMs: quiet.cpuMs + cpuFraction * forMs,
    crumbsMs: Math.max(0, leftMs + standsOutMs - belowMs),
    wontedMs: stoodOut ? quiet.wontedMs : Math.max(quiet.wontedMs, quiet.loneMs),
    loneMs,
    stoodOut: isFirst || stoodOut,
    leastCpuFraction,
  };
}

/** The processor time of one look above the mean of the quiet, in milliseconds. */
export function aboveQuietMs(quiet: Quiet, forMs: number, cpuFraction: number): number {
  return Math.max(0, cpuFraction - meanOf(quiet)) * forMs;
}

/** The same above the quietest look: what a timer adds to the mean is not taken off. */
export function aboveLeastMs(quiet: Quiet, forMs: number, cpuFraction: number): number {
  const least = Number.isFinite(quiet.leastCpuFraction) ? quiet.leastCpuFraction : 0;
  return Math.max(0, cpuFraction - least) * forMs;
}

function meanOf({ cpuMs, forMs }: Quiet): number {
  return forMs === 0 ? 0 : cpuMs / forMs;
}

function leftOf({ crumbsMs }: Quiet, afterMs: number, stage: Stage): number {
  return crumbsMs * Math.max(0, 1 - afterMs / (stage === 'due' ? forgottenWhenDueMs : forgottenAfterMs));
}
