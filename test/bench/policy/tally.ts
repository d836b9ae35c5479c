import type { Behaviour } from './segment.ts';
import type { StretchEnd } from './truth.ts';

/** A stop of something that was at work: everything that is needed to see it again. */
export interface WrongStop {
  readonly host: number;
  readonly sandbox: number;
  readonly runtime: string;
  readonly behaviour: Behaviour;
  /** Waking time of the host. */
  readonly atMs: number;
  /** How long it had been at work. */
  readonly busyForMs: number;
}

/** A stretch of idleness that got its stop late or not at all, and what held the stop up, by how many looks said so. */
export interface OverdueStretch {
  readonly host: number;
  readonly sandbox: number;
  readonly runtime: string;
  readonly behaviour: Behaviour;
  /** Waking time of the host at its end. */
  readonly atMs: number;
  readonly end: StretchEnd;
  readonly heldBy: Readonly<Record<string, number>>;
}

const hour = 3_600_000;
/** Memory counts as saved until the next start, and for a day at most: what nobody comes back to would count for ever. */
export const savingHorizonMs = 24 * hour;

/** What one policy did to all lives. */
export class Tally {
  readonly wrongStops: WrongStop[] = [];
  readonly lateMs: number[] = [];
  readonly missedBy = new Map<Behaviour, number>();
  readonly overdue: OverdueStretch[] = [];
  rightStops = 0;
  photoFinishes = 0;
  inTime = 0;
  missed = 0;
  gbHours = 0;

  wrong(stop: WrongStop): void {
    this.wrongStops.push(stop);
  }

  stretch(stretch: OverdueStretch): void {
    const { end, behaviour } = stretch;
    if (end.kind !== 'missed') this.lateMs.push(end.lateMs);
    if (end.kind === 'in-time') {
      this.inTime += 1;
      return;
    }
    this.missed += 1;
    this.overdue.push(stretch);
    this.missedBy.set(behaviour, (this.missedBy.get(behaviour) ?? 0) + 1);
  }

  saved(memoryMib: number, forMs: number): void {
    this.gbHours += (memoryMib / 1024) * (Math.min(forMs, savingHorizonMs) / hour);
  }

  /** Of all stretches of idleness that were due for a stop, those that got it in time; 1 when there were none. */
  inTimeFraction(): number {
    const due = this.inTime + this.missed;
    return due === 0 ? 1 : this.inTime / due;
  }
}

/** The value below which the given share lies (nearest rank); 0 of nothing. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
}
