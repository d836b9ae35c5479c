import { MemoryHistoryStore } from '../../history/memory-store.ts';
import type { HistoryMark } from '../../history/marks.ts';
import type { SeriesSlot } from '../../history/record.ts';
import { seriesOf, type SeriesId } from '../../history/series.ts';
import { slotStart, type Measure } from '../../history/slot.ts';
import { tierIndexes, tiers, type TierIndex } from '../../history/tiers.ts';
import { sandboxKey } from '../../model/sandbox.ts';
import { demoFleet, type DemoSandbox } from './fleet.ts';

const mib = 1024 * 1024;
const hour = 3_600_000;
const day = 24 * hour;

/** Hours before the demo begins between which a made-up sandbox ran: now, this morning, and the days before. */
function runs(hoursAgo: number, index: number): boolean {
  const intoDay = hoursAgo % 24;
  return hoursAgo < 2 + index || (intoDay > 5 + index && intoDay < 11 + index / 2);
}

/** A made-up week before the demo, so that its plots have something to show. */
export function demoPast(nowMs: number): MemoryHistoryStore {
  const store = new MemoryHistoryStore();
  const fleet = demoFleet.filter((one) => one.runningAtStart);
  for (const tier of tierIndexes) store.append(tier, slots(tier, fleet, nowMs));
  store.appendMarks(fleet.flatMap((one, index) => marks(one, index, nowMs)));
  return store;
}

function slots(tier: TierIndex, fleet: readonly DemoSandbox[], nowMs: number): SeriesSlot[] {
  const { stepMs, keptMs } = tiers[tier];
  const all: SeriesSlot[] = [];
  const total = seriesOf(null);
  const own = fleet.map(({ name }) => seriesOf(sandboxKey('demo', name)));
  for (let atMs = slotStart(nowMs - keptMs, stepMs) + stepMs; atMs < slotStart(nowMs, stepMs); atMs += stepMs) {
    let [bytes, cpu] = [0, 0];
    fleet.forEach((one, index) => {
      if (!runs((nowMs - atMs) / hour, index)) return;
      // The fleet's own curves, begun anew every three hours.
      const intoMs = (atMs % (3 * hour)) / 8;
      const ofMemory = one.memoryMib(intoMs) * mib * (0.75 + 0.25 * Math.sin(atMs / hour + index));
      const ofCpu = Math.max(0.002, one.cpuFraction(intoMs) * (0.6 + 0.4 * Math.sin(atMs / (17 * 60_000) + index)));
      bytes += ofMemory;
      cpu += ofCpu;
      all.push(slot(own[index] ?? total, atMs, stepMs, ofMemory, ofCpu));
    });
    all.push(slot(total, atMs, stepMs, bytes, cpu));
  }
  return all;
}

function slot(series: SeriesId, atMs: number, stepMs: number, bytes: number, cpuFraction: number): SeriesSlot {
  const measure = (mean: number): Measure => ({ knownMs: stepMs, mean, peak: mean * 1.08 });
  return { series, slot: { atMs, memory: measure(bytes), cpu: measure(cpuFraction) } };
}

function marks(one: DemoSandbox, index: number, nowMs: number): readonly HistoryMark[] {
  const key = sandboxKey('demo', one.name);
  const ago = (hours: number) => nowMs - hours * hour;
  const today: HistoryMark[] = [{ atMs: ago(2 + index), key, kind: 'started' }];
  const earlier = Array.from({ length: 6 }, (_, back): HistoryMark[] => {
    const dayMs = back * day;
    return [
      { atMs: ago(11 + index / 2) - dayMs, key, kind: 'started' },
      { atMs: ago(5 + index) - dayMs - 120_000, key, kind: 'warned' },
      { atMs: ago(5 + index) - dayMs, key, kind: 'stopped', who: 'policy' },
    ];
  });
  return [...today, ...earlier.flat()];
}
