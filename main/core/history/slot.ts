/** One figure over a part of a slot: the mean weighted by time, the peak, and for how long it was known. */
export interface Measure {
  readonly knownMs: number;
  readonly mean: number;
  readonly peak: number;
}

/** What is known of one stretch of time. Null is unknown: a gap, never zero. */
export interface Slot {
  /** Start, wall clock; a multiple of the tier's step. */
  readonly atMs: number;
  /** Bytes. */
  readonly memory: Measure | null;
  /** Share of one core (1 = one core busy). */
  readonly cpu: Measure | null;
}

/** A stretch of time of any length over which the same was seen. */
export interface Span {
  readonly fromMs: number;
  readonly toMs: number;
  readonly memoryBytes: number | null;
  readonly cpuFraction: number | null;
}

/** The start of the slot that a moment falls into. */
export function slotStart(atMs: number, stepMs: number): number {
  return Math.floor(atMs / stepMs) * stepMs;
}

/** Two parts of the same slot as one: means by their time, and the higher peak. */
export function joinSlots(a: Slot, b: Slot): Slot {
  return { atMs: a.atMs, memory: joinMeasures(a.memory, b.memory), cpu: joinMeasures(a.cpu, b.cpu) };
}

function joinMeasures(a: Measure | null, b: Measure | null): Measure | null {
  if (a === null || b === null) return a ?? b;
  const knownMs = a.knownMs + b.knownMs;
  return {
    knownMs,
    mean: (a.mean * a.knownMs + b.mean * b.knownMs) / knownMs,
    peak: Math.max(a.peak, b.peak),
  };
}

/** A span cut at the borders of slots. One without length, or of which nothing is known, gives nothing. */
export function slotsOf(span: Span, stepMs: number): readonly Slot[] {
  if (span.memoryBytes === null && span.cpuFraction === null) return [];
  const slots: Slot[] = [];
  for (let atMs = slotStart(span.fromMs, stepMs); atMs < span.toMs; atMs += stepMs) {
    const knownMs = Math.min(span.toMs, atMs + stepMs) - Math.max(span.fromMs, atMs);
    const measure = (value: number | null) => (value === null ? null : { knownMs, mean: value, peak: value });
    slots.push({ atMs, memory: measure(span.memoryBytes), cpu: measure(span.cpuFraction) });
  }
  return slots;
}

/** A slot as a part of the slot of a coarser tier. */
export function asPartOf(slot: Slot, stepMs: number): Slot {
  return { ...slot, atMs: slotStart(slot.atMs, stepMs) };
}

/** Slots in any order as one a start, oldest first. */
export function mergeSlots(slots: readonly Slot[]): readonly Slot[] {
  const byStart = new Map<number, Slot>();
  for (const slot of slots) {
    const before = byStart.get(slot.atMs);
    byStart.set(slot.atMs, before ? joinSlots(before, slot) : slot);
  }
  return [...byStart.values()].sort((a, b) => a.atMs - b.atMs);
}
