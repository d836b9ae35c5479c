/** How finely the past is kept: `stepMs` a slot, for `keptMs`. The files of a tier hold `segmentMs` each. */
export interface Tier {
  readonly name: string;
  readonly stepMs: number;
  readonly keptMs: number;
  readonly segmentMs: number;
}

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** From fine to coarse; each step is a multiple of the one before, so that a slot falls into exactly one coarser slot. */
export const tiers = [
  { name: '10s', stepMs: 10 * second, keptMs: hour, segmentMs: 15 * minute },
  { name: '1min', stepMs: minute, keptMs: day, segmentMs: 6 * hour },
  { name: '10min', stepMs: 10 * minute, keptMs: 7 * day, segmentMs: day },
] as const satisfies readonly Tier[];

export type TierIndex = 0 | 1 | 2;
export const tierIndexes = [0, 1, 2] as const satisfies readonly TierIndex[];

export const historyRanges = ['1h', '24h', '7d'] as const;
export type HistoryRange = (typeof historyRanges)[number];

const tierOfRange: Readonly<Record<HistoryRange, TierIndex>> = { '1h': 0, '24h': 1, '7d': 2 };

/** The tier that a range is shown from: it is kept for exactly that long. */
export function tierOf(range: HistoryRange): TierIndex {
  return tierOfRange[range];
}

/** Marks are kept as long as the coarsest tier. */
export const marksKeptMs = tiers[2].keptMs;
