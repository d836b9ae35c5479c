/** What the processor time of a sandbox was since it was last at work. */
export interface Quiet {
  readonly forMs: number;
  readonly cpuMs: number;
  /** What stood out from that lately, in milliseconds: it is forgotten within a minute. */
  readonly crumbsMs: number;
  /**
   * The most that came together within a minute of its earlier half, in milliseconds above its quietest look: its timers, and
   * nobody who came just now.
   */
  readonly wontedMs: number;
  /** The share of a core in its quietest look. A timer is in the mean, too: who measured it from there would find it smaller. */
  readonly leastCpuFraction: number;
}

export const noQuiet: Quiet = {
  forMs: 0,
  cpuMs: 0,
  crumbsMs: 0,
  wontedMs: 0,
  leastCpuFraction: Number.POSITIVE_INFINITY,
};

/** Processor time above the quiet that is no more than the noise of a guest, in milliseconds within a minute. */
export const noiseMs = 400;
const forgottenAfterMs = 60_000;

/**
 * In the short look before a stop noise is unlikely, and work may have begun a moment ago. Where a server may be asked for a page,
 * and its traffic is not seen, every look while a stop is due has to be quieter still: a page costs a tenth of a second or more.
 */
export const lastNoiseMs = 150;
export const servedNoiseMs = 100;

/** A timer does not take the same time each time it goes off. */
const wontedFactor = 1.15;

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
export function standsOutFrom(quiet: Quiet, forMs: number, byMs: number): number {
  return meanOf(quiet) + Math.max(leastNoiseMs, byMs - leftOf(quiet, forMs)) / forMs;
}

/** The quiet with one more look in it. `isEarly`: a stop for it is still far. */
export function quietAfter(quiet: Quiet, forMs: number, cpuFraction: number, isEarly = false): Quiet {
  const standsOutMs = quiet.forMs === 0 ? 0 : aboveQuietMs(quiet, forMs, cpuFraction);
  const leftMs = leftOf(quiet, forMs);
  const leastCpuFraction = Math.min(quiet.leastCpuFraction, cpuFraction);
  const withinMinuteMs = standsOutMs === 0 ? 0 : leftMs + (cpuFraction - leastCpuFraction) * forMs;
  return {
    forMs: quiet.forMs + forMs,
    cpuMs: quiet.cpuMs + cpuFraction * forMs,
    crumbsMs: leftMs + standsOutMs,
    wontedMs: isEarly ? Math.max(quiet.wontedMs, withinMinuteMs) : quiet.wontedMs,
    leastCpuFraction,
  };
}

/** The processor time of one look above the mean of the quiet, in milliseconds. */
export function aboveQuietMs(quiet: Quiet, forMs: number, cpuFraction: number): number {
  return Math.max(0, cpuFraction - meanOf(quiet)) * forMs;
}

function meanOf({ cpuMs, forMs }: Quiet): number {
  return forMs === 0 ? 0 : cpuMs / forMs;
}

function leftOf({ crumbsMs }: Quiet, afterMs: number): number {
  return crumbsMs * Math.max(0, 1 - afterMs / forgottenAfterMs);
}
