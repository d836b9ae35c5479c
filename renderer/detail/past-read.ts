import type { HistoryRange } from '../../main/core/history/tiers.ts';
import type { HistoryView } from '../../main/core/history/view.ts';
import type { IntentResult } from '../../main/core/model/service.ts';

/** What the reads of the past have come to so far. */
export interface PastRead {
  readonly view: HistoryView | null;
  /** The range that the last read was to be of, where it failed. */
  readonly failed: HistoryRange | null;
}

export const nothingRead: PastRead = { view: null, failed: null };

/** One read more; null where there was no answer at all. One that fails takes nothing away: the next may be better. */
export function afterRead(before: PastRead, range: HistoryRange, answer: HistoryView | IntentResult | null): PastRead {
  return answer === null || 'ok' in answer ? { ...before, failed: range } : { view: answer, failed: null };
}

/** What there is to show of one range. */
export interface ShownPast {
  /** Null until it is there. */
  readonly view: HistoryView | null;
  readonly hasFailed: boolean;
}

export function shownPast({ view, failed }: PastRead, range: HistoryRange): ShownPast {
  return { view: view?.range === range ? view : null, hasFailed: failed === range };
}
