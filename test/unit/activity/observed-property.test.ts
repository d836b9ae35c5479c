import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultSettings, day, minute, type SandboxPatch } from '../support/cases.ts';
import { Machine } from '../support/machine.ts';

const { graceMs } = defaultSettings.idle;

const oneOf = <const K extends string>(kind: K, weight: number) => ({
  weight,
  arbitrary: fc.record({ kind: fc.constant(kind), ms: fc.integer({ min: 2 * minute, max: day }) }),
});
/** What a look finds, or what happens just before it. `ms` is the length of a sleep or a jump. */
const steps = fc.array(
  fc.oneof(
    oneOf('idle', 60),
    oneOf('busy', 2),
    oneOf('dark', 3),
    oneOf('daemon-away', 2),
    oneOf('asleep', 2),
    oneOf('asleep-clock-goes-on', 2),
    oneOf('clock-set-back', 2),
    oneOf('not-running', 1),
    oneOf('another-id', 1),
    oneOf('another-start', 1),
    oneOf('another-process', 1),
  ),
  { minLength: 10, maxLength: 120 },
);
type Step = (typeof steps extends fc.Arbitrary<infer T> ? T : never)[number];

/** The most that can have been observed as idle, reckoned from what happened and not from what the clock says. */
class Witness {
  observedMs = 0;
  #goodAtMs: number | null = null;
  #blindUntilMs = Number.NEGATIVE_INFINITY;
  #isNew = true;
  #wasAway = false;
  #looked = false;

  constructor(readonly justLoggedIn: boolean) {}

  look(kind: Step['kind'], atMs: number): void {
    if (kind === 'not-running') return this.#forget();
    const slept = this.#looked && (kind === 'asleep' || kind === 'asleep-clock-goes-on');
    const returned = this.#wasAway && kind !== 'daemon-away';
    const startSeen = this.#isNew && this.#looked;
    const replaced = kind.startsWith('another') && !this.#isNew;
    if (slept || returned || startSeen || (this.justLoggedIn && !this.#looked)) this.#blindUntilMs = atMs + graceMs;
    this.#wasAway = kind === 'daemon-away';
    this.#looked = true;
    if (slept || kind === 'busy') this.#restart();
    if (replaced) {
      this.#restart();
      this.#isNew = true;
      this.#blindUntilMs = atMs + graceMs;
    }
    const isGood = kind !== 'dark' && kind !== 'daemon-away';
    // The first look at a run has nothing to compare with.
    if (!isGood || this.#isNew) this.#goodAtMs = null;
    else {
      const fromMs = Math.max(this.#goodAtMs ?? atMs, this.#blindUntilMs);
      if (kind !== 'busy') this.observedMs += Math.max(0, atMs - fromMs);
      this.#goodAtMs = atMs;
    }
    this.#isNew = false;
  }

  #restart(): void {
    this.observedMs = 0;
    this.#goodAtMs = null;
  }

  #forget(): void {
    this.#restart();
    this.#isNew = true;
    this.#looked = true;
  }
}

/** Looks on; calls `each` after every look with the idle time that counts then. */
function course(
  all: readonly Step[],
  justLoggedIn: boolean,
  each: (idleMs: number, seen: Witness, step: Step) => void,
) {
  const machine = new Machine({ justLoggedIn });
  const witness = new Witness(justLoggedIn);
  let run = { id: 'a', startedAtMs: 1, countedId: 'a' };
  for (const step of all) {
    const { kind, ms } = step;
    if (kind === 'asleep') machine.sleep(ms);
    if (kind === 'asleep-clock-goes-on') machine.sleep(ms, ms);
    if (kind === 'clock-set-back') machine.sleep(-ms);
    if (kind === 'another-id') run = { ...run, id: `${run.id}+` };
    if (kind === 'another-start') run = { ...run, startedAtMs: run.startedAtMs + 1 };
    if (kind === 'another-process') run = { ...run, countedId: `${run.countedId}+` };
    const atMs = machine.now.monotonicMs;
    const { countedId, ...identity } = run;
    const patch: SandboxPatch = {
      ...identity,
      usage: { countedId },
      ...(kind === 'busy' && { cpuFraction: 1 }),
      ...(kind === 'dark' && { cpuFraction: null }),
      ...(kind === 'not-running' && { status: 'stopped' as const }),
    };
    machine.look(patch, { missed: kind === 'daemon-away' });
    witness.look(kind, atMs);
    const { activity } = machine;
    each(activity?.state === 'idle' ? activity.idleForMs : 0, witness, step);
  }
}

describe('idle time, whatever happens', () => {
  it('is only what was observed (guards: the gap, failed looks, the first two good looks, every grace, another run)', () => {
    let counted = 0;
    fc.assert(
      fc.property(steps, fc.boolean(), (all, justLoggedIn) => {
        course(all, justLoggedIn, (idleMs, { observedMs }) => {
          expect(idleMs).toBeLessThanOrEqual(observedMs);
          counted += idleMs;
        });
      }),
      { numRuns: 300 },
    );
    // Otherwise it would say nothing.
    expect(counted).toBeGreaterThan(0);
  });

  it('of a run is never carried on by another one: another id, start or process begins at nothing (guards: isAnother)', () => {
    fc.assert(
      fc.property(steps, (all) => {
        course(all, false, (idleMs, _, { kind }) => {
          if (kind.startsWith('another')) expect(idleMs).toBe(0);
        });
      }),
      { numRuns: 200 },
    );
  });

  it('goes on over looks that are good and idle, so that a stop comes in the end (guards: the clock is not merely at zero)', () => {
    fc.assert(
      fc.property(steps, (all) => {
        const rest = Array.from({ length: 60 }, () => ({ kind: 'idle', ms: 0 }) as const);
        let lastMs = 0;
        course([...all, ...rest], false, (idleMs) => (lastMs = idleMs));
        // Five minutes, less the grace and the two looks that it takes to begin.
        expect(lastMs).toBeGreaterThanOrEqual(5 * minute - graceMs - 10_000);
      }),
      { numRuns: 200 },
    );
  });
});
