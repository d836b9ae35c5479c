import { Random } from './random.ts';
import { Run } from './run.ts';
import type { Segment } from './segment.ts';
import { drawLife, type HostDraw, type SimulationOptions } from './simulation.ts';
import { Tally } from './tally.ts';

/** What a simple policy knows of a sandbox at a look. Times are milliseconds. */
export interface Sight {
  readonly runningForMs: number;
  /** Since the processor time was last above the threshold. */
  readonly quietForMs: number;
  /** Since there was last a terminal attached. */
  readonly withoutSessionForMs: number;
}

export interface SimplePolicy {
  readonly name: string;
  readonly stops: (sight: Sight) => boolean;
}

const minute = 60_000;

/** What people do who do without a program like this. They see the very same lives, at the same moments. */
export const simplePolicies: readonly SimplePolicy[] = [
  { name: 'cpu-only-30-min', stops: ({ quietForMs }) => quietForMs >= 30 * minute },
  { name: 'sessions-only-30-s', stops: ({ withoutSessionForMs }) => withoutSessionForMs >= 30_000 },
  { name: 'fixed-30-min-since-start', stops: ({ runningForMs }) => runningForMs >= 30 * minute },
];

export interface SimpleOutcome {
  readonly policy: string;
  readonly tally: Tally;
}

/** One sandbox under one simple policy. */
class SimpleWatch {
  readonly run: Run;
  readonly #policy: SimplePolicy;
  readonly #cpuBusyFraction: number;
  #number = -1;
  #cpuMs = 0;
  #lookedAtMs = 0;
  #quietSinceMs = 0;
  #sessionGoneMs = 0;

  constructor(policy: SimplePolicy, run: Run, cpuBusyFraction: number) {
    this.#policy = policy;
    this.run = run;
    this.#cpuBusyFraction = cpuBusyFraction;
  }

  look(atMs: number, cpuMs: number, segment: Segment): void {
    const { run } = this;
    run.advance(atMs);
    if (!run.running) return;
    if (run.number !== this.#number) {
      this.#number = run.number;
      this.#quietSinceMs = run.startedAtMs;
      this.#sessionGoneMs = run.startedAtMs;
      this.#lookedAtMs = run.startedAtMs;
      this.#cpuMs = run.cpuMsAtStart;
    }
    if ((cpuMs - this.#cpuMs) / (atMs - this.#lookedAtMs) > this.#cpuBusyFraction) this.#quietSinceMs = atMs;
    if (segment.sessions > 0) this.#sessionGoneMs = atMs;
    this.#cpuMs = cpuMs;
    this.#lookedAtMs = atMs;
    run.observer.goodLook(atMs);
    const stops = this.#policy.stops({
      runningForMs: atMs - run.startedAtMs,
      quietForMs: atMs - this.#quietSinceMs,
      withoutSessionForMs: atMs - this.#sessionGoneMs,
    });
    if (stops) run.stop(atMs);
  }
}

/**
 * The same lives under the simple policies. To be fair to them nothing goes wrong here: no outage, no failed reading, no clock
 * that jumps; they see terminals even where the runtime tells of none; and what they stop, stops.
 */
export function runSimplePolicies(
  hosts: readonly HostDraw[],
  options: SimulationOptions,
  policies: readonly SimplePolicy[] = simplePolicies,
  onSegment: (segment: Segment) => void = () => {},
): readonly SimpleOutcome[] {
  const outcomes = policies.map((policy) => ({ policy, tally: new Tally() }));
  const { settings } = options;
  const { pollIntervalMs } = options.deadlines;
  for (const draw of hosts) {
    draw.runtimes.forEach((runtime, sandbox) => {
      const life = drawLife(options.seed, draw, sandbox);
      const watches = outcomes.map(({ policy, tally }) => {
        const run = new Run({
          life,
          tally,
          deadlines: options.deadlines,
          random: new Random(options.seed, draw.host, sandbox, 3),
          host: draw.host,
          sandbox,
          runtime,
          sessionsAreTold: runtime === 'sbx',
        });
        return new SimpleWatch(policy, run, settings.idle.cpuBusyFraction);
      });
      const enter = (segment: Segment) => {
        onSegment(segment);
        for (const { run } of watches) run.enter(segment);
      };
      for (let atMs = pollIntervalMs; atMs < draw.plan.endMs; atMs += pollIntervalMs) {
        life.advance(atMs, enter);
        const cpuMs = life.cpuMs(atMs);
        for (const watch of watches) watch.look(atMs, cpuMs, life.segment);
      }
      for (const { run } of watches) run.finish(draw.plan.endMs);
    });
  }
  return outcomes.map(({ policy, tally }) => ({ policy: policy.name, tally }));
}
