import type { Clock, Disposer } from '../host/clock.ts';
import type { HostMemorySource } from '../host/memory.ts';
import type { HostMemory } from '../model/snapshot.ts';

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
  #cancel: Disposer = () => {};
  #guarded: Guarded | null = null;

  constructor(parts: MemoryGuardParts) {
    this.#parts = parts;
  }

  /** From now on, in place of what was watched before; null for nothing, as during a look, which reads the memory itself. */
  keep(guarded: Guarded | null): void {
    const { clock, hostMemory } = this.#parts;
    this.#cancel();
    this.#guarded = guarded;
    if (guarded && hostMemory) this.#cancel = clock.after(guarded.everyMs, () => void this.#check(guarded, hostMemory));
  }

  async #check(guarded: Guarded, hostMemory: HostMemorySource): Promise<void> {
    const now = await hostMemory.read();
    // A look has come in between.
    if (guarded !== this.#guarded) return;
    if (now && isFar(now, guarded)) this.keep(guarded);
    else this.#parts.look();
  }
}

function isFar({ availableBytes, pressure }: HostMemory, { before, roomBytes }: Guarded): boolean {
  return pressure?.level === 'normal' && before.availableBytes - availableBytes < roomBytes * shareOfRoom;
}
