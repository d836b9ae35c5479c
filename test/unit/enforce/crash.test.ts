import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Journal, JournalEntry } from '../../../main/core/enforce/journal.ts';
import type { Ledger, LedgerEntry } from '../../../main/core/enforce/ledger.ts';
import { FakeClock } from '../support/fake-clock.ts';
import { FakeRuntime, fakeSandbox } from '../support/fake-runtime.ts';
import { minute, settingsWith, watch } from '../support/watched.ts';

/** What outlives a process. */
class Disk {
  journal: readonly JournalEntry[] = [];
  readonly ledger: LedgerEntry[] = [];
}

/** A process that dies at a step of its own: just before the step takes effect, or just after. */
class Mortal {
  steps = 0;
  dead = false;
  readonly #diesAt: number;
  readonly #before: boolean;

  constructor(diesAt: number, before: boolean) {
    this.#diesAt = diesAt;
    this.#before = before;
  }

  /** Returns whether the step takes effect. */
  step(effect: () => void): void {
    if (this.dead) return;
    const last = this.steps === this.#diesAt;
    this.steps += 1;
    this.dead = last;
    if (!last || !this.#before) effect();
  }

  journalOn(disk: Disk): Journal {
    return { read: () => disk.journal, write: (entries) => this.step(() => (disk.journal = entries)) };
  }

  ledgerOn(disk: Disk): Ledger {
    return { write: (entry) => this.step(() => disk.ledger.push(entry)), flush: () => Promise.resolve() };
  }
}

/** The runtime as a process asks it: one that is dead asks for nothing, and hears no answer. */
class AskedBy extends FakeRuntime {
  constructor(
    readonly process: Mortal,
    clock: FakeClock,
    readonly world: FakeRuntime,
  ) {
    super('sbx', clock, world.sandboxes);
  }

  override async stop(sandbox: Parameters<FakeRuntime['stop']>[0]): Promise<void> {
    let asked = false;
    this.process.step(() => (asked = true));
    if (asked) await this.world.stop(sandbox);
    if (this.process.dead) await new Promise<never>(() => {});
  }
}

const settings = { ...settingsWith({ idle: { timeoutMs: 5 * minute } }), pollIntervalMs: 20_000 };
const ends: readonly LedgerEntry['decision'][] = ['stopped', 'stop-failed', 'interrupted'];

async function lifeAndAfterlife(diesAt: number, before: boolean) {
  const clock = new FakeClock();
  const world = new FakeRuntime('sbx', clock, [fakeSandbox('one', { id: 'a' })]);
  const disk = new Disk();
  const first = new Mortal(diesAt, before);
  const one = watch(clock, [new AskedBy(first, clock, world)], settings, {
    journal: first.journalOn(disk),
    ledger: first.ledgerOn(disk),
  });
  await one.watcher.start();
  for (let minutes = 0; minutes < 10 && !first.dead; minutes += 1) await clock.advance(minute);
  const stoppedByFirst = world.stops().length;
  const bornMs = clock.monotonicMs();
  const second = new Mortal(Number.POSITIVE_INFINITY, false);
  let secondAskedMs: number | null = null;
  const runtime = new AskedBy(second, clock, world);
  const stop = world.stop.bind(world);
  world.stop = (sandbox) => {
    secondAskedMs ??= clock.monotonicMs();
    return stop(sandbox);
  };
  const two = watch(clock, [runtime], settings, {
    journal: second.journalOn(disk),
    ledger: second.ledgerOn(disk),
  });
  await two.watcher.start();
  await clock.advance(20 * minute);
  return { disk, world, first, stoppedByFirst, bornMs, secondAskedMs: secondAskedMs as number | null };
}

describe('a process that dies between any two steps of a stop', () => {
  it('leaves nothing half done: the next one finds out, writes it down, and warns anew before it stops (guards: the journal, and its order with the ledger)', async () => {
    const died = new Set<number>();
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 7 }), fc.boolean(), async (diesAt, before) => {
        const { disk, world, first, stoppedByFirst, bornMs, secondAskedMs } = await lifeAndAfterlife(diesAt, before);
        if (first.dead) died.add(diesAt);
        expect(world.get('one').status).toBe('stopped');
        expect(disk.journal).toEqual([]);
        // Asked at most once by each, and by the second only where the first had not.
        expect(world.stops()).toHaveLength(1);
        expect(stoppedByFirst === 1).toBe(secondAskedMs === null);
        const { timeoutMs, warningMs } = settings.idle;
        if (secondAskedMs !== null) expect(secondAskedMs - bornMs).toBeGreaterThanOrEqual(timeoutMs + warningMs);
        const decisions = disk.ledger.map(({ decision }) => decision);
        // What was begun has an end that can be read.
        for (const [index, decision] of decisions.entries()) {
          if (decision === 'stopping') expect(ends).toContain(decisions[index + 1]);
        }
        const proofs = disk.ledger.filter((one) => one.decision === 'stopped' || one.outcome === 'stopped');
        expect(proofs.length).toBeGreaterThanOrEqual(1);
      }),
      { numRuns: 40 },
    );
    expect(died.size).toBeGreaterThan(4);
  });
});
