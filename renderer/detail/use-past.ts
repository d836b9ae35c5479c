import { useEffect, useState } from 'preact/hooks';
import type { SandboxDetail } from '../../main/core/history/past.ts';
import type { HistoryRange } from '../../main/core/history/tiers.ts';
import type { HistoryView } from '../../main/core/history/view.ts';
import type { SandboxKey } from '../../main/core/model/sandbox.ts';
import type { Bridge } from '../../preload/contract.ts';

/** How often the curves are read anew while they are looked at: a slot of the finest ones. */
const readEveryMs = 10_000;

/** The past of one sandbox, or (null) of all together, over a range, read again as time goes on. Null until it is there. `nowMs`: of the last look. */
export function useHistory(
  bridge: Bridge,
  key: SandboxKey | null,
  range: HistoryRange,
  nowMs: number,
): HistoryView | null {
  const [view, setView] = useState<HistoryView | null>(null);
  useEffect(() => {
    let over = false;
    bridge
      .call('getHistory', { key, range })
      .then((answer) => {
        if (!over && !('ok' in answer)) setView(answer);
      })
      .catch(() => undefined);
    return () => {
      over = true;
    };
  }, [bridge, key, range, Math.floor(nowMs / readEveryMs)]);
  return view?.range === range ? view : null;
}

/** What is read about it besides; again whenever something has been decided. */
export function useDetail(bridge: Bridge, key: SandboxKey, changes: string): SandboxDetail | null {
  const [detail, setDetail] = useState<SandboxDetail | null>(null);
  useEffect(() => {
    let over = false;
    bridge
      .call('getDetail', { key })
      .then((answer) => {
        if (!over && !('ok' in answer)) setDetail(answer);
      })
      .catch(() => undefined);
    return () => {
      over = true;
    };
  }, [bridge, key, changes]);
  return detail;
}
