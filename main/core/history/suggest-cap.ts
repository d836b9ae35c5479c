const gib = 1024 ** 3;
const stepBytes = gib / 2;
/** A cap that is exactly the peak would be exceeded by the next one a little higher. */
const room = 1.25;
/** Less than this was not watched long enough to know a peak. */
const leastKnownMs = 3_600_000;

/**
 * A cap for a sandbox from what its memory reached (F19): a quarter above the peak, on the next half gigabyte. Null when it
 * was not watched for an hour yet.
 */
export function suggestCap(week: { readonly peakBytes: number | null; readonly knownMs: number }): number | null {
  if (week.peakBytes === null || week.knownMs < leastKnownMs) return null;
  return Math.max(1, Math.ceil((week.peakBytes * room) / stepBytes)) * stepBytes;
}
