import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FileHistoryStore, historyFolder } from '../../../main/core/history/file-store.ts';
import { History } from '../../../main/core/history/history.ts';
import { seriesOf } from '../../../main/core/history/series.ts';
import { mergeSlots, type Slot } from '../../../main/core/history/slot.ts';
import { tierIndexes, tiers, type TierIndex } from '../../../main/core/history/tiers.ts';
import { bundle } from '../apikey/support/bundle.ts';
import { bytesAt, keyOf, lookEveryMs, stateAt } from './support/fleet.ts';

const kills = Number(process.env['SANDMAN_KILLS'] ?? 60);
const boxes = 3;
/** A look that a process never told of, and what waited to be written: a minute, and the look that would have written it. */
const lostByKillMs = 60_000 + 3 * lookEveryMs;

describe(`a history whose writer is killed ${kills} times at any moment`, () => {
  let program: Awaited<ReturnType<typeof bundle>>;
  let home: string;
  beforeAll(async () => {
    program = await bundle('test/integration/history/support/record-for-ever.ts');
    home = await mkdtemp(path.join(os.tmpdir(), 'sandman-history-'));
  });
  afterAll(async () => {
    await program.dispose();
    await rm(home, { recursive: true, force: true });
  });

  it('holds nothing but what was seen, and misses no more than what the killed one had not written yet', async () => {
    const startMs = Math.floor(Date.now() / 600_000) * 600_000;
    let atMs = startMs;
    let torn = 0;
    const store = new FileHistoryStore(home);
    for (let round = 0; round < kills; round++) {
      atMs = await watchUntilKilled(atMs);
      torn += await tornFiles();
      if (round % 10 === 9 || round === kills - 1) {
        for (const tier of tierIndexes) for (let box = 0; box < boxes; box++) expectTrue(store, tier, box, startMs);
      }
      atMs += lookEveryMs;
    }
    const watchedMs = atMs - startMs;
    // In the coarsest tier, too, a kill costs no more than what was not written: its open slot is made again.
    const knownMs = slotsOf(store, 2, 0).reduce((sum, one) => sum + (one.memory?.knownMs ?? 0), 0);
    const watchedInItMs = Math.min(watchedMs, tiers[2].keptMs) - tiers[2].stepMs;
    expect(knownMs).toBeGreaterThan(watchedInItMs - kills * lostByKillMs);
    const shares = `${Math.round((knownMs / watchedInItMs) * 100)} % of ${Math.round(watchedMs / 3_600_000)} h are known`;
    console.warn(`${kills} kills: ${shares}, ${torn} torn ends`);
    // And a reader of all that takes it for one past.
    const history = new History({
      store,
      nowMs: () => atMs,
      state: () => stateAt(boxes, atMs),
      records: false,
      onError: () => undefined,
    });
    expect(history.read(keyOf(1), '7d').week.peakBytes).toBeGreaterThan(0);
  }, 300_000);

  /** Resolves to the time that it had come to when it was killed. */
  async function watchUntilKilled(fromMs: number): Promise<number> {
    const child = spawn(process.execPath, [program.file, home, String(boxes), String(fromMs)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let told = '';
    child.stdout.on('data', (chunk: Buffer) => (told = (told + chunk.toString()).slice(-200)));
    await new Promise((resolve) => child.stdout.once('data', resolve));
    const ended = new Promise<NodeJS.Signals | null>((resolve) => child.once('close', (_, signal) => resolve(signal)));
    setTimeout(() => child.kill('SIGKILL'), randomInt(0, 25));
    expect(await ended).toBe('SIGKILL');
    const whole = told.slice(0, told.lastIndexOf('\n')).split('\n').at(-1);
    return Number(whole);
  }

  async function tornFiles(): Promise<number> {
    const folder = path.join(home, historyFolder);
    const names = (await readdir(folder).catch(() => [])).filter((name) => !name.startsWith('marks'));
    const sizes = await Promise.all(names.map(async (name) => (await stat(path.join(folder, name))).size));
    return sizes.filter((size) => size % 36 !== 0).length;
  }
});

function slotsOf(store: FileHistoryStore, tier: TierIndex, box: number): readonly Slot[] {
  return mergeSlots(store.read(tier, 0, new Set([seriesOf(keyOf(box))])).map(({ slot }) => slot));
}

/** Every slot is what the fleet really did then: nothing half, nothing moved, nothing of another sandbox. */
function expectTrue(store: FileHistoryStore, tier: TierIndex, box: number, startMs: number): void {
  for (const { atMs, memory } of slotsOf(store, tier, box)) {
    expect(atMs).toBeGreaterThanOrEqual(startMs - 600_000);
    const { stepMs } = tiers[tier];
    const minutes = Array.from({ length: Math.max(1, stepMs / 60_000) }, (_, index) =>
      bytesAt(box, atMs + index * 60_000),
    );
    expect(memory?.knownMs).toBeLessThanOrEqual(stepMs + lookEveryMs);
    expect(minutes).toContain(memory?.peak);
    expect(memory?.mean).toBeGreaterThanOrEqual(Math.min(...minutes));
    expect(memory?.mean).toBeLessThanOrEqual(Math.max(...minutes));
  }
}
