/** What the processor time of a sandbox was since it was last at work. */
export interface Quiet {
  readonly forMs: number;
  readonly cpuMs: number;
  /** What stood out from that lately, in milliseconds: it is forgotten within a minute. */
  readonly crumbsMs: number;
}

export const noQuiet: Quiet = { forMs: 0, cpuMs: 0, crumbsMs: 0 };

/** Processor time above the quiet that is no more than the noise of a guest, in milliseconds within a minute. */
export const noiseMs = 400;
const forgottenAfterMs = 60_000;

/** In the short look before a stop noise is unlikely, and work may have begun a moment ago. */
export const lastNoiseMs = 150;

/** Where a server may be asked for a page, and its traffic is not seen: a page costs more than this, a timer of the guest less. */
export const servedNoiseMs = 80;

/**
 * The processor time, as a share of a core over a look of `forMs`, above which that look stands out from the quiet by more
 * than so many milliseconds.
 */
export function standsOutFrom(quiet: Quiet, forMs: number, byMs: number): number {
  return meanOf(quiet) + Math.max(0, byMs - leftOf(quiet, forMs)) / forMs;
}

/** The quiet with one more look in it. */
export function quietAfter(quiet: Quiet, forMs: number, cpuFraction: number): Quiet {
  const standsOutMs = quiet.forMs === 0 ? 0 : aboveQuietMs(quiet, forMs, cpuFraction);
  return {
    forMs: quiet.forMs + forMs,
    cpuMs: quiet.cpuMs + cpuFraction * forMs,
    crumbsMs: leftOf(quiet, forMs) + standsOutMs,
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
