import { MemoryGuard, type Guarded, type MemoryGuardParts } from './memory-guard.ts';
import { PortGuard, type GuardedPorts, type PortGuardParts } from './port-guard.ts';

/** What may not go by unseen between two looks that are far apart; null for what is not guarded. */
export interface Between {
  readonly memory: Guarded | null;
  readonly ports: GuardedPorts | null;
}

/** Reads, between two looks, what cannot wait for the next one. */
export class BetweenLooks {
  readonly #memory: MemoryGuard;
  readonly #ports: PortGuard;

  constructor(parts: MemoryGuardParts & PortGuardParts) {
    this.#memory = new MemoryGuard(parts);
    this.#ports = new PortGuard(parts);
  }

  /** From now on, in place of what was guarded before; null during a look, which reads all of it itself. */
  keep(between: Between | null): void {
    this.#memory.keep(between?.memory ?? null);
    this.#ports.keep(between?.ports ?? null);
  }

  /** To be called after the last look: one that is still under way would begin anew. */
  dispose(): void {
    this.keep(null);
  }
}
