import { quoted } from '../../../main/core/i18n/message.ts';
import type { RuntimeCondition, RuntimeState } from '../../../main/core/model/runtime.ts';
import type { ListedSandbox, Usage } from '../../../main/core/model/sandbox.ts';
import { RuntimeError, type SandboxRuntime } from '../../../main/core/runtimes/runtime.ts';
import type { OutageKind } from './day.ts';
import type { Random } from './random.ts';
import type { SimClock } from './sim-clock.ts';
import { drawReadingFault, spoiled, type ReadingFault, type SimRuntimeId, type SimSandbox } from './sim-sandbox.ts';

const listDeadlineMs = 8_000;

export interface SimRuntimeParts {
  readonly id: SimRuntimeId;
  readonly clock: SimClock;
  readonly sandboxes: readonly SimSandbox[];
  /** Draws what goes wrong. */
  readonly random: Random;
  /** Probability that something is wrong with one reading of one sandbox. */
  readonly faultiness: number;
}

/** A runtime over simulated sandboxes: answers as the real ones do, slowly now and then, and wrongly when told to. */
export class SimRuntime implements SandboxRuntime {
  readonly id: SimRuntimeId;
  readonly #parts: SimRuntimeParts;
  readonly #faults = new Map<string, ReadingFault | null>();
  readonly #byName: ReadonlyMap<string, SimSandbox>;
  #outage: OutageKind | null = null;
  #outageEndsMs = 0;

  constructor(parts: SimRuntimeParts) {
    this.id = parts.id;
    this.#parts = parts;
    this.#byName = new Map(parts.sandboxes.map((one) => [one.name, one]));
  }

  /** From now on, for a time, it answers wrongly or not at all. The sandboxes live on. */
  fail(how: OutageKind, forMs: number): void {
    this.#outage = how;
    this.#outageEndsMs = this.#parts.clock.awakeMs + forMs;
  }

  get fails(): boolean {
    return this.#presentOutage() !== null;
  }

  detect(): Promise<RuntimeState> {
    const outage = this.#presentOutage();
    const condition: RuntimeCondition = outage === 'daemon-down' ? 'daemon-not-running' : 'ready';
    if (condition !== 'ready') this.#unseen(true);
    return Promise.resolve({ id: this.id, state: condition });
  }

  async list(): Promise<readonly ListedSandbox[]> {
    const { sandboxes } = this.#parts;
    for (const one of sandboxes) one.advance();
    const outage = this.#presentOutage();
    if (outage !== null) return this.#listWrongly(outage);
    const listed: ListedSandbox[] = [];
    for (const one of sandboxes) {
      const fault = one.run.running ? drawReadingFault(this.#parts.random, this.#parts.faultiness) : null;
      this.#faults.set(one.name, fault);
      if (fault === 'unlisted') one.run.observer.beginAnew();
      else listed.push(one.listed());
    }
    return Promise.resolve(listed);
  }

  async measure(running: readonly ListedSandbox[]): Promise<ReadonlyMap<string, Usage>> {
    const { clock, random } = this.#parts;
    if (random.chance(0.002)) await this.#answerAfter(random.logBetween(200, 5_000));
    const usages = new Map<string, Usage>();
    for (const { name } of running) {
      const one = this.#byName.get(name);
      if (!one) continue;
      const fault = this.#faults.get(name) ?? null;
      const usage = spoiled(await one.usage(), fault);
      if (usage) usages.set(name, usage);
      if (fault === null) one.run.observer.goodLook(clock.awakeMs);
      // A counter that comes back from nought looks like a great deal of work.
      else if (fault === 'counters-back') one.run.observer.beginAnew();
      else one.run.observer.badLook(clock.awakeMs);
    }
    return usages;
  }

  async stop(sandbox: ListedSandbox): Promise<void> {
    const { clock, random } = this.#parts;
    const one = this.#byName.get(sandbox.name);
    if (!one) throw new RuntimeError('ready', quoted(`sandbox '${sandbox.name}' not found`));
    one.advance();
    const outcome = random.pick({ stops: 97, 'fails-slowly': 1, 'only-says-so': 1, 'stops-but-fails': 1 });
    one.run.stop(clock.awakeMs, outcome === 'stops' || outcome === 'stops-but-fails');
    await this.#answerAfter(random.logBetween(150, outcome === 'fails-slowly' ? 60_000 : 6_000));
    if (outcome === 'fails-slowly' || outcome === 'stops-but-fails')
      throw new RuntimeError('ready', quoted('stop failed'));
  }

  #presentOutage(): OutageKind | null {
    if (this.#outage !== null && this.#parts.clock.awakeMs >= this.#outageEndsMs) this.#outage = null;
    return this.#outage;
  }

  async #listWrongly(outage: OutageKind): Promise<readonly ListedSandbox[]> {
    switch (outage) {
      case 'hung':
        this.#unseen(false);
        await this.#answerAfter(listDeadlineMs);
        throw new RuntimeError('hung', quoted('no answer within 8 s'));
      case 'error':
        this.#unseen(false);
        throw new RuntimeError('error', quoted('an answer that cannot be understood'));
      case 'crash':
        this.#unseen(false);
        throw new TypeError('a defect of the program itself');
      case 'daemon-down':
        // It went down between the two questions.
        this.#unseen(false);
        throw new RuntimeError('error', quoted('connection refused'));
      case 'empty-list':
        this.#unseen(true);
        return [];
      case 'unknown-status':
        this.#unseen(true);
        return this.#parts.sandboxes.map((one) => ({ ...one.listed(), status: 'unknown' as const }));
    }
  }

  /** `gone`: what was said contradicts what was seen before, so that it cannot be held for the same run. */
  #unseen(gone: boolean): void {
    const { sandboxes } = this.#parts;
    for (const one of sandboxes) {
      one.advance();
      if (gone) one.run.observer.beginAnew();
      else one.run.observer.outage(this.#parts.clock.awakeMs);
    }
  }

  #answerAfter(delayMs: number): Promise<void> {
    return new Promise((resolve) => {
      this.#parts.clock.after(delayMs, resolve);
    });
  }
}
