import { useEffect, useState } from 'preact/hooks';
import type { SandboxDetail } from '../../main/core/history/past.ts';
import type { HistoryRange } from '../../main/core/history/tiers.ts';
import type { SandboxKey } from '../../main/core/model/sandbox.ts';
import type { Bridge } from '../../preload/contract.ts';
import { afterRead, nothingRead, shownPast, type ShownPast } from './past-read.ts';

/** How often the curves are read anew while they are looked at: a slot of the finest ones. */
const readEveryMs = 10_000;

/** The past of one sandbox, or (null) of all together, over a range, read again as time goes on, also after a failure. `nowMs`: of the last look. */
export function useHistory(bridge: Bridge, key: SandboxKey | null, range: HistoryRange, nowMs: number): ShownPast {
  const [read, setRead] = useState(nothingRead);
  useEffect(() => {
    let over = false;
    bridge
      .call('getHistory', { key, range })
      .catch(() => null)
      .then((answer) => {
        if (!over) setRead((before) => afterRead(before, range, answer));
      })
      .catch(() => undefined);
    return () => {
      over = true;
    };
  }, [bridge, key, range, Math.floor(nowMs / readEveryMs)]);
  return shownPast(read, range);
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
