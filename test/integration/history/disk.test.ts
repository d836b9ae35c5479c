import { appendFile, mkdtemp, readdir, rm, stat, truncate, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FileHistoryStore, historyFolder } from '../../../main/core/history/file-store.ts';
import { History } from '../../../main/core/history/history.ts';
import { recordBytes, type SeriesSlot } from '../../../main/core/history/record.ts';
import { seriesOf } from '../../../main/core/history/series.ts';
import { tierIndexes, tiers, type TierIndex } from '../../../main/core/history/tiers.ts';
import { bytesAt, keyOf, lookEveryMs, stateAt } from './support/fleet.ts';

const day = 86_400_000;
const startMs = Date.parse('2026-11-24T10:00:00Z');
let home: string;
beforeEach(async () => {
  home = await mkdtemp(path.join(os.tmpdir(), 'sandman-history-'));
});
afterEach(() => rm(home, { recursive: true, force: true }));

/** A history over the fleet, in a time that goes on by looks. */
function watched(boxes: number, fromMs = startMs) {
  let nowMs = fromMs;
  const errors: string[] = [];
  const history = new History({
    store: new FileHistoryStore(home),
    nowMs: () => nowMs,
    state: () => stateAt(boxes, nowMs),
    records: true,
    onError: (message) => errors.push(message),
  });
  return {
    history,
    errors,
    nowMs: () => nowMs,
    watch(forMs: number, everyMs = lookEveryMs) {
      for (const untilMs = nowMs + forMs; nowMs < untilMs; nowMs += everyMs) history.observe(stateAt(boxes, nowMs));
    },
  };
}

async function bytesOnDisk(): Promise<number> {
  const names = await readdir(path.join(home, historyFolder));
  const sizes = await Promise.all(names.map(async (name) => (await stat(path.join(home, historyFolder, name))).size));
  return sizes.reduce((sum, size) => sum + size, 0);
}

const known = (values: readonly (number | null)[]) => values.filter((value) => value !== null).length;

describe('the history on disk', () => {
  it('is read by the next process as it was', () => {
    const before = watched(2);
    before.watch(40 * 60_000);
    before.history.close();
    const after = watched(2, before.nowMs());
    const view = after.history.read(keyOf(1), '1h');
    expect(known(view.memory.mean)).toBe(240);
    const index = view.memory.mean.length - 30;
    expect(view.memory.mean[index]).toBe(bytesAt(1, view.fromMs + index * view.stepMs));
    expect(view.cpu.mean[index]).toBe(0.25);
    // The first look stands for the second before it, which is of the slot before.
    expect(known(after.history.read(null, '24h').memory.mean)).toBe(41);
    expect(known(after.history.read(null, '7d').memory.mean)).toBe(5);
    expect(known(after.history.sparks()[keyOf(0)]?.bytes ?? [])).toBe(81);
  });

  it('goes on after a restart without losing the coarse slot that was open', () => {
    const before = watched(1);
    before.watch(6 * 60_000);
    before.history.close();
    const after = watched(1, before.nowMs());
    after.watch(30 * 60_000);
    const { memory, fromMs, stepMs, week } = after.history.read(keyOf(0), '7d');
    const index = (startMs - fromMs) / stepMs;
    const minutes = Array.from({ length: 10 }, (_, minute) => bytesAt(0, startMs + minute * 60_000));
    const mean = minutes.reduce((sum, bytes) => sum + bytes, 0) / 10;
    expect(Math.abs((memory.mean[index] ?? 0) - mean)).toBeLessThan(mean / 100);
    expect(memory.peak[index]).toBe(Math.max(...minutes));
    expect(week.knownMs).toBeGreaterThan(35 * 60_000);
  });

  it('keeps a gap where nobody watched', () => {
    const before = watched(1);
    before.watch(10 * 60_000);
    before.history.close();
    const after = watched(1, before.nowMs() + 20 * 60_000);
    after.watch(10 * 60_000);
    const { memory } = after.history.read(keyOf(0), '1h');
    expect(known(memory.mean)).toBeGreaterThan(115);
    expect(known(memory.mean)).toBeLessThan(125);
    expect(memory.mean).not.toContain(0);
  });

  it.each(['cut off', 'garbage', 'zeros'])('loses only what is damaged (%s)', async (kind) => {
    const before = watched(1);
    before.watch(50 * 60_000);
    before.history.close();
    const folder = path.join(home, historyFolder);
    for (const name of await readdir(folder)) {
      const file = path.join(folder, name);
      const { size } = await stat(file);
      if (kind === 'cut off') await truncate(file, Math.max(0, size - 7));
      else await appendFile(file, Buffer.alloc(recordBytes * 2 + 5, kind === 'zeros' ? 0 : 0xa5));
    }
    await writeFile(path.join(folder, '10s-999.v1.tmp'), 'not ours');
    const after = watched(1, before.nowMs());
    expect(known(after.history.read(keyOf(0), '1h').memory.mean)).toBeGreaterThan(290);
    after.watch(5 * 60_000);
    after.history.close();
    const { memory, marks } = watched(1, after.nowMs()).history.read(keyOf(0), '1h');
    expect(known(memory.mean)).toBeGreaterThan(320);
    expect(Math.max(...memory.peak.map((value) => value ?? 0))).toBeLessThan(3 * 1024 ** 3);
    expect(marks).toEqual([]);
  });

  it('is bounded: after thirty days it is no larger than after eight, and holds a week', async () => {
    const boxes = 2;
    const fleet = watched(boxes);
    const { history } = fleet;
    fleet.watch(8 * day, 60_000);
    const early = await bytesOnDisk();
    fleet.watch(22 * day, 60_000);
    const late = await bytesOnDisk();
    const perSeries = tiers.reduce((sum, one) => sum + (one.keptMs + 2 * one.segmentMs) / one.stepMs, 0) * recordBytes;
    console.warn(
      `${boxes} sandboxes and the total: ${early} bytes after 8 days, ${late} after 30; bound ${perSeries} each`,
    );
    expect(late).toBeLessThan(perSeries * (boxes + 1));
    expect(late).toBeLessThan(early * 1.1);
    const week = history.read(keyOf(0), '7d');
    // The newest slots have only just begun.
    expect(known(week.memory.mean)).toBe(1007);
    expect(known(history.read(keyOf(0), '24h').memory.mean)).toBe(1438);
    // What was removed is forgotten with its files.
    const later = watched(0, startMs + 30 * day);
    later.watch(8 * day + 1, 60_000);
    expect(known(later.history.read(keyOf(0), '7d').memory.mean)).toBe(0);
  }, 120_000);

  it.each([
    ['of 2020', Date.parse('2020-01-01T00:00:00Z') - startMs],
    ['nine days ahead', 9 * day],
  ])(
    'survives hours of a wall clock %s (guards: forget goes by count)',
    (_, aheadMs) => {
      const before = watched(1);
      before.watch(7 * day, 60_000);
      before.history.close();
      const week = before.history.read(keyOf(0), '7d').memory.mean;
      const wrong = watched(1, before.nowMs() + aheadMs);
      wrong.watch(3 * 3_600_000, 60_000);
      wrong.history.close();
      const after = watched(1, before.nowMs());
      after.watch(2 * 60_000, 60_000);
      const view = after.history.read(keyOf(0), '7d');
      expect(known(view.memory.mean)).toBeGreaterThanOrEqual(known(week) - 1);
      // The hours that were wrong replace as many segments at most: here the oldest six hours of a day.
      expect(known(after.history.read(keyOf(0), '24h').memory.mean)).toBeGreaterThan(1440 - 360);
      expect(view.marks.every(({ atMs }) => atMs <= after.nowMs())).toBe(true);
    },
    60_000,
  );

  it('is bounded also where the clock jumps about for ever', async () => {
    const store = new FileHistoryStore(home);
    for (let turn = 0; turn < 200; turn += 1) {
      const nowMs = startMs + ((turn * 7_919) % 400) * day - 200 * day;
      const memory = { knownMs: 1, mean: 1, peak: 1 };
      store.append(2, [{ series: seriesOf(null), slot: { atMs: nowMs, memory, cpu: memory } }]);
      store.forget(nowMs);
    }
    // Of a tier of days: nine of the past and eighteen of the future.
    expect((await readdir(path.join(home, historyFolder))).length).toBeLessThanOrEqual(27);
  });

  it('of fifty sandboxes gives a week, a day or all last hours in less than 50 ms', () => {
    const boxes = 50;
    const store = new FileHistoryStore(home);
    for (const tier of tierIndexes) fill(store, tier, boxes);
    const { history } = watched(boxes, startMs);
    history.read(keyOf(0), '1h');
    // The best of some: what else the machine does is not what is measured.
    const tookMs = (work: () => unknown): number => {
      const times = Array.from({ length: 9 }, () => {
        const begunMs = performance.now();
        work();
        return performance.now() - begunMs;
      });
      return Math.round(Math.min(...times) * 10) / 10;
    };
    const took = {
      weekMs: tookMs(() => history.read(keyOf(7), '7d')),
      dayMs: tookMs(() => history.read(keyOf(7), '24h')),
      totalWeekMs: tookMs(() => history.read(null, '7d')),
      sparksMs: tookMs(() => history.sparks()),
      allOfTheWeekMs: tookMs(() => store.read(2, startMs - 7 * day, null)),
    };
    console.warn(`50 sandboxes: ${JSON.stringify(took)}`);
    expect(known(history.read(keyOf(7), '7d').memory.mean)).toBe(1008);
    expect(Object.keys(history.sparks())).toHaveLength(boxes);
    for (const ms of Object.values(took)) expect(ms).toBeLessThan(50);
  });

  it('costs next to nothing: a look at fifty sandboxes is taken in within 2 ms, the writing of a minute within 20', () => {
    const store = new FileHistoryStore(home);
    for (const tier of tierIndexes) fill(store, tier, 50);
    let nowMs = startMs;
    const history = new History({
      store,
      nowMs: () => nowMs,
      state: () => stateAt(50, nowMs),
      records: true,
      onError: (message) => expect.unreachable(message),
    });
    const times: { readonly writes: boolean; readonly ms: number }[] = [];
    for (let look = 0; look < 400; look += 1) {
      nowMs += lookEveryMs;
      const state = stateAt(50, nowMs);
      const begunMs = performance.now();
      history.observe(state);
      times.push({ writes: look % 4 === 0, ms: performance.now() - begunMs });
    }
    const [first, ...rest] = times;
    const median = (writes: boolean) => {
      const sorted = rest.filter((one) => one.writes === writes).map(({ ms }) => ms);
      return sorted.sort((a, b) => a - b)[Math.floor(sorted.length / 2)] ?? Number.NaN;
    };
    const [look, write] = [median(false), median(true)];
    console.warn(
      `50 sandboxes: start ${first?.ms.toFixed(1)} ms, a look ${look.toFixed(2)} ms, with writing ${write.toFixed(2)} ms`,
    );
    expect(look).toBeLessThan(2);
    expect(write).toBeLessThan(20);
  });

  it('that cannot be written is said to be so, once, and does not pile up', async () => {
    await writeFile(path.join(home, historyFolder), 'a file where the folder should be');
    const fleet = watched(3);
    const { history, errors } = fleet;
    fleet.watch(10 * 60_000);
    expect(errors).toEqual(['The history cannot be written (EEXIST).']);
    expect(known(history.read(keyOf(0), '1h').memory.mean)).toBeLessThan(10);
  });
});

/** A whole tier of all series, as it is after a week. */
function fill(store: FileHistoryStore, tier: TierIndex, boxes: number): void {
  const { stepMs, keptMs } = tiers[tier];
  const all: SeriesSlot[] = [];
  const ids = [null, ...Array.from({ length: boxes }, (_, index) => keyOf(index))].map((key) => seriesOf(key));
  for (let atMs = startMs - keptMs; atMs < startMs + stepMs; atMs += stepMs) {
    for (const series of ids) {
      const memory = { knownMs: stepMs, mean: 1e9, peak: 2e9 };
      all.push({ series, slot: { atMs, memory, cpu: { knownMs: stepMs, mean: 0.1, peak: 0.5 } } });
    }
  }
  store.append(tier, all);
}
