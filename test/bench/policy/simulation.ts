import type { Settings } from '../../../main/core/settings/schema.ts';
import { composeLife } from './composition.ts';
import { drawHostPlan, type HostPlan } from './day.ts';
import type { Life } from './life.ts';
import { Random } from './random.ts';
import type { SimRuntimeId } from './sim-sandbox.ts';
import type { Deadlines } from './truth.ts';

export interface SimulationOptions {
  readonly seed: number;
  /** Sandbox-days at least: lives are added, a whole host at a time, until there are so many. A day is 24 waking hours. */
  readonly days: number;
  readonly settings: Settings;
  readonly deadlines: Deadlines;
  /** Notes for every stop that is late what held it up; costs time. */
  readonly explain?: boolean;
}

/** What is drawn of one host before anything is simulated on it. */
export interface HostDraw {
  readonly host: number;
  readonly plan: HostPlan;
  readonly runtimes: readonly SimRuntimeId[];
  /** How much of their person's attention each sandbox gets: one main one or several, hardly ever all at the same time. */
  readonly shares: readonly number[];
  readonly totalMemoryBytes: number;
  /** Probability that a reading of a sandbox is spoiled. */
  readonly faultiness: number;
}

/** At rest the watcher looks once in so many of the settings' intervals; when a decision is near, in each (`cadence.ts`). */
export const restFactor = 3;

const daysOfAHost = 10;
const gib = 1024 ** 3;

/** Draws one host. The same seed and number give the same host, whatever policy watches it. */
export function drawHost(seed: number, host: number): HostDraw {
  const random = new Random(seed, host);
  const main = random.pick<SimRuntimeId>({ sbx: 5, 'docker-sandbox': 2, containers: 3 });
  const runtimes: SimRuntimeId[] = [];
  for (let count = random.whole(1, 6); count > 0; count -= 1) {
    runtimes.push(
      random.chance(0.9) ? main : random.pick<SimRuntimeId>({ sbx: 1, 'docker-sandbox': 1, containers: 1 }),
    );
  }
  const weights = runtimes.map(() => random.logBetween(0.05, 1));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const attention = random.between(0.7, 1.5);
  return {
    host,
    shares: weights.map((weight) => Math.min(0.95, (attention * weight) / total)),
    plan: drawHostPlan(random, daysOfAHost),
    runtimes,
    totalMemoryBytes: Number(random.pick({ 16: 4, 24: 1, 32: 4, 64: 1 })) * gib,
    faultiness: random.logBetween(1e-5, 3e-3),
  };
}

/** The life of one sandbox of a host; made anew for every policy, and the same each time. */
export function drawLife(seed: number, draw: HostDraw, sandbox: number): Life {
  const random = new Random(seed, draw.host, sandbox, 1);
  return composeLife(random, draw.plan, {
    share: draw.shares[sandbox] ?? 0,
    endsWithSession: draw.runtimes[sandbox] === 'sbx',
  });
}

export function sandboxDaysOf(draw: HostDraw): number {
  return (draw.runtimes.length * draw.plan.endMs) / 86_400_000;
}

/** As many hosts as it takes. */
export function drawHosts(options: SimulationOptions): readonly HostDraw[] {
  const hosts: HostDraw[] = [];
  for (let sum = 0; sum < options.days;) {
    const draw = drawHost(options.seed, hosts.length);
    hosts.push(draw);
    sum += sandboxDaysOf(draw);
  }
  return hosts;
}
