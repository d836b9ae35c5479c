import type { AppState } from '../model/app-state.ts';
import type { WatchEvent } from '../model/events.ts';
import type { SandboxKey } from '../model/sandbox.ts';
import { Happenings } from './happenings.ts';
import type { HistoryMark } from './marks.ts';
import type { SeriesSlot } from './record.ts';
import { Sampler } from './sampler.ts';
import { seriesOf, type SeriesId } from './series.ts';
import { asPartOf, slotStart } from './slot.ts';
import type { HistoryStore } from './store.ts';
import { Thinner, type ClosedSlot } from './thinner.ts';
import { tierIndexes, tierOf, tiers, type HistoryRange, type TierIndex } from './tiers.ts';
import { gridOf, sparkSlots, sparkStepMs, type HistoryView, type Spark, type Sparks } from './view.ts';

/** The past as views ask for it. Nothing here throws. */
export interface HistoryReader {
  /** Of one sandbox, or (null) of all together. */
  read(key: SandboxKey | null, range: HistoryRange): HistoryView;
  /** The last hour of all sandboxes that run. */
  sparks(): Sparks;
}

export interface HistoryParts {
  readonly store: HistoryStore;
  /** Wall clock. */
  readonly nowMs: () => number;
  /** The present state. */
  readonly state: () => AppState;
  /** False when another process writes: then this one only reads. */
  readonly records: boolean;
  /** Told once, until writing works again. */
  readonly onError: (message: string) => void;
}

/** What was seen goes to the disk this often, with the look that comes then: no timer, and little is lost by a crash. */
const writeEveryMs = 60_000;
/** A view is given no more marks than this, the newest ones. */
const shownMarks = 500;

/** Keeps the past: takes it from states and events, thins it, writes it in batches, and reads it back. */
export class History implements HistoryReader {
  readonly #parts: HistoryParts;
  readonly #sampler = new Sampler();
  readonly #happenings = new Happenings();
  readonly #thinners = new Map<SeriesId, Thinner>();
  readonly #ids = new Map<SandboxKey | null, SeriesId>();
  #closed: (ClosedSlot & { readonly series: SeriesId })[] = [];
  #marks: HistoryMark[] = [];
  #writtenAtMs: number | null = null;
  #continued = false;
  #failed = false;

  constructor(parts: HistoryParts) {
    this.#parts = parts;
  }

  observe(state: AppState): void {
    if (!this.#parts.records) return;
    // Before anything new: what the process before had written of a slot belongs in front of it.
    this.#continue();
    this.#marks.push(...this.#happenings.fromState(state));
    for (const { key, span } of this.#sampler.take(state)) {
      const series = this.#idOf(key);
      this.#keep(series, this.#thinner(series).add(span));
    }
    this.#writtenAtMs ??= state.atMs;
    // A wall clock that was set back must not put off writing.
    if (Math.abs(state.atMs - this.#writtenAtMs) >= writeEveryMs) this.#write(state.atMs);
  }

  note(event: WatchEvent): void {
    if (this.#parts.records) this.#marks.push(...this.#happenings.fromEvent(event));
  }

  read(key: SandboxKey | null, range: HistoryRange): HistoryView {
    const tier = tierOf(range);
    const { stepMs, keptMs } = tiers[tier];
    const nowMs = this.#parts.nowMs();
    const series = this.#idOf(key);
    const week = this.#slots(2, nowMs - tiers[2].keptMs, new Set([series])).map(({ slot }) => slot.memory);
    const slots = this.#slots(tier, nowMs - keptMs, new Set([series])).map(({ slot }) => slot);
    const grid = gridOf(slots, stepMs, keptMs / stepMs, nowMs);
    const marks = [...this.#parts.store.readMarks(grid.fromMs), ...this.#marks]
      .filter(
        (mark) =>
          mark.atMs >= grid.fromMs && mark.atMs <= nowMs && (key === null || mark.key === null || mark.key === key),
      )
      .sort((a, b) => a.atMs - b.atMs);
    return {
      range,
      ...grid,
      toMs: nowMs,
      stepMs,
      marks: marks.slice(-shownMarks),
      week: {
        peakBytes: week.reduce<number | null>((peak, one) => (one ? Math.max(peak ?? 0, one.peak) : peak), null),
        knownMs: week.reduce((sum, one) => sum + (one?.knownMs ?? 0), 0),
      },
    };
  }

  sparks(): Sparks {
    const nowMs = this.#parts.nowMs();
    const running = this.#parts.state().sandboxes.filter(({ status }) => status === 'running');
    const ids = new Map(running.map(({ key }) => [this.#idOf(key), key]));
    const bySeries = new Map<SeriesId, SeriesSlot[]>([...ids.keys()].map((series) => [series, []]));
    for (const one of this.#slots(0, nowMs - sparkSlots * sparkStepMs, new Set(ids.keys()))) {
      bySeries.get(one.series)?.push(one);
    }
    const sparks: Record<SandboxKey, Spark> = {};
    for (const [series, slots] of bySeries) {
      const key = ids.get(series);
      if (key === undefined) continue;
      const parts = slots.map(({ slot }) => asPartOf(slot, sparkStepMs));
      const { fromMs, memory } = gridOf(parts, sparkStepMs, sparkSlots, nowMs);
      sparks[key] = { fromMs, stepMs: sparkStepMs, bytes: memory.mean };
    }
    return sparks;
  }

  /** Writes what is not written yet; to be called once, at the end. */
  close(): void {
    if (!this.#parts.records || this.#writtenAtMs === null) return;
    this.#write(this.#parts.nowMs());
    const rest = [...this.#thinners].flatMap(([series, thinner]) => {
      const slot = thinner.takeFinest();
      return slot === null ? [] : [{ series, slot }];
    });
    this.#attempt(() => this.#parts.store.append(0, rest));
  }

  /** From the disk, from what waits to be written, and from what is still open. */
  #slots(tier: TierIndex, fromMs: number, wanted: ReadonlySet<SeriesId>): readonly SeriesSlot[] {
    this.#continue();
    const waiting = this.#closed.filter((one) => one.tier === tier && wanted.has(one.series));
    const open = [...this.#thinners].flatMap(([series, thinner]) =>
      wanted.has(series) ? thinner.preview(tier).map((slot) => ({ series, slot })) : [],
    );
    const nowMs = this.#parts.nowMs();
    // What a clock that was ahead has written stays, and is not shown.
    return [...this.#parts.store.read(tier, fromMs, wanted), ...waiting, ...open].filter(
      ({ slot }) => slot.atMs <= nowMs,
    );
  }

  #write(nowMs: number): void {
    this.#writtenAtMs = nowMs;
    for (const [series, thinner] of this.#thinners) {
      const closed: ClosedSlot[] = [];
      thinner.closeUntil(nowMs, closed);
      this.#keep(series, closed);
      if (thinner.isEmpty()) this.#thinners.delete(series);
    }
    const [closed, marks] = [this.#closed, this.#marks];
    // What cannot be written is given up: it must not pile up in memory.
    [this.#closed, this.#marks] = [[], []];
    for (const [key, id] of this.#ids) if (!this.#thinners.has(id)) this.#ids.delete(key);
    this.#attempt(() => {
      for (const tier of tierIndexes)
        this.#parts.store.append(
          tier,
          closed.filter((one) => one.tier === tier),
        );
      this.#parts.store.appendMarks(marks);
      this.#parts.store.forget(nowMs);
    });
  }

  /**
   * Goes on where the process before ended, once: coarse slots that it had not closed are made again from the finer ones
   * that it had written.
   */
  #continue(): void {
    if (this.#continued) return;
    this.#continued = true;
    if (!this.#parts.records) return;
    const nowMs = this.#parts.nowMs();
    for (const tier of [1, 0] as const) {
      const coarser = tier === 0 ? 1 : 2;
      const { stepMs } = tiers[coarser];
      const endedAtMs = this.#parts.store.newestMs(tier, nowMs);
      if (endedAtMs === null) continue;
      // What had ended by the last writing was closed and written then, and that was less than a slot before the end.
      const fromMs = slotStart(endedAtMs, stepMs) - stepMs;
      const newest = new Map<SeriesId, number>();
      for (const { series, slot } of this.#parts.store.read(coarser, fromMs, null)) {
        if (slot.atMs > nowMs) continue;
        newest.set(series, Math.max(newest.get(series) ?? 0, slot.atMs));
      }
      const written = this.#parts.store
        .read(tier, fromMs, null)
        .filter(({ slot }) => slot.atMs >= fromMs && slot.atMs <= nowMs);
      for (const { series, slot } of [...written].sort((a, b) => a.slot.atMs - b.slot.atMs)) {
        const part = asPartOf(slot, stepMs);
        if (part.atMs <= (newest.get(series) ?? Number.NEGATIVE_INFINITY)) continue;
        const closed: ClosedSlot[] = [];
        this.#thinner(series).put(coarser, part, closed);
        this.#keep(series, closed);
      }
    }
  }

  #keep(series: SeriesId, closed: readonly ClosedSlot[]): void {
    for (const one of closed) this.#closed.push({ ...one, series });
  }

  #thinner(series: SeriesId): Thinner {
    const made = this.#thinners.get(series) ?? new Thinner();
    this.#thinners.set(series, made);
    return made;
  }

  #idOf(key: SandboxKey | null): SeriesId {
    const id = this.#ids.get(key) ?? seriesOf(key);
    this.#ids.set(key, id);
    return id;
  }

  #attempt(write: () => void): void {
    try {
      write();
      this.#failed = false;
    } catch (error) {
      if (this.#failed) return;
      this.#failed = true;
      const code = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : '';
      this.#parts.onError(`The history cannot be written${code}.`);
    }
  }
}
