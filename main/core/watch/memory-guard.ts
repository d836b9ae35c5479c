import type { Clock } from '../host/clock.ts';
import type { HostMemorySource } from '../host/memory.ts';
import type { HostMemory } from '../model/snapshot.ts';
import { Rounds } from './rounds.ts';

/** The memory that may not go by unseen until the next look. */
export interface Guarded {
  /** At the last look. */
  readonly before: HostMemory;
  /** So much may be taken until a limit is reached. */
  readonly roomBytes: number;
  readonly everyMs: number;
}

export interface MemoryGuardParts {
  readonly clock: Clock;
  /** Without it there is nothing to guard. */
  readonly hostMemory?: HostMemorySource | undefined;
  readonly isAsleep: () => boolean;
  /** Asks for a look at once. */
  readonly look: () => void;
}

/** Other programs may have given back what the sandboxes took: half of the room is as good as all of it. */
const shareOfRoom = 0.5;

/**
 * While the looks are far apart, the machine's own memory is read as often as they would come otherwise.
 * What the sandboxes take is missing there, so that growth is noticed no later than with looks.
 */
export class MemoryGuard {
  readonly #parts: MemoryGuardParts;
  readonly #rounds: Rounds;
  #guarded: Guarded | null = null;

  constructor(parts: MemoryGuardParts) {
    this.#parts = parts;
    this.#rounds = new Rounds(parts.clock, () => void this.#check());
  }

  /** Until the next look; null for nothing. */
  begin(guarded: Guarded | null): void {
    this.#guarded = guarded;
    if (!guarded || !this.#parts.hostMemory) return this.#rounds.end();
    this.#rounds.begin(guarded.everyMs);
  }

  /** To be called when a look begins, which reads the memory itself. */
  end(): void {
    this.#guarded = null;
    this.#rounds.end();
  }

  async #check(): Promise<void> {
    const { hostMemory, isAsleep, look } = this.#parts;
    const guarded = this.#guarded;
    if (isAsleep() || guarded === null) return;
    const now = await hostMemory?.read();
    // Otherwise a look has come in between.
    if (guarded === this.#guarded && !(now && isFar(now, guarded))) look();
  }
}

function isFar({ availableBytes, pressure }: HostMemory, { before, roomBytes }: Guarded): boolean {
  return pressure?.level === 'normal' && before.availableBytes - availableBytes < roomBytes * shareOfRoom;
}
