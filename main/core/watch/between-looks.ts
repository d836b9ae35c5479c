import { MemoryGuard, type Guarded, type MemoryGuardParts } from './memory-guard.ts';
import type { Pacer } from './pacer.ts';
import { PortGuard, type PortGuardParts } from './port-guard.ts';

/** What may not go by unseen until the next look. */
export interface Between {
  /** From the start of the look that has just ended to the start of the next, in milliseconds. */
  readonly lookInMs: number;
  /** Null where looks come no later than they would near a limit of memory. */
  readonly memory: Guarded | null;
  /** Those that lead into running sandboxes. */
  readonly ports: readonly number[];
}

export interface BetweenParts extends Omit<MemoryGuardParts & PortGuardParts, 'isAsleep'> {
  readonly pacer: Pick<Pacer, 'isAsleep'>;
}

/** Reads, between two looks that are far apart, what cannot wait for the next one. */
export class BetweenLooks {
  readonly #memory: MemoryGuard;
  readonly #ports: PortGuard;

  constructor({ pacer, ...parts }: BetweenParts) {
    this.#memory = new MemoryGuard({ ...parts, isAsleep: pacer.isAsleep });
    this.#ports = new PortGuard({ ...parts, isAsleep: pacer.isAsleep });
  }

  /** To be called when a look has ended. */
  begin({ lookInMs, memory, ports }: Between): void {
    this.#memory.begin(memory);
    this.#ports.begin(ports, lookInMs);
  }

  /** To be called when a look begins, and after the last one. */
  end(): void {
    this.#memory.end();
    this.#ports.end();
  }
}
