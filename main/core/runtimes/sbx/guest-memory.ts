import type { Engine } from '../../engine/engine.ts';
import { EngineError } from '../../engine/engine.ts';
import type { MemoryReading } from '../../model/sandbox.ts';
import { inPool } from '../../process/pool.ts';
import type { LookNeeds } from '../runtime.ts';

const atATime = 4;
/** One request for each sandbox: only while somebody looks on, and no more often than this. */
const spacingMs = 15_000;
/** Whether the daemon's Engine counts at all is not established (reference, section 4.3): a no is believed for this long. */
const askAgainAfterNoMs = 10 * 60_000;

interface Remembered {
  readonly reading: MemoryReading;
  readonly monotonicMs: number;
}

/** Memory used inside the sandboxes, as the daemon's Docker-compatible Engine counts it. Old figures keep their time. */
export class GuestMemory {
  readonly #remembered = new Map<string, Remembered>();
  #noUntilMs = 0;

  /** By container id. Never throws. */
  async read(
    containerIds: readonly string[],
    needs: LookNeeds,
    engine: () => Promise<Engine>,
  ): Promise<ReadonlyMap<string, MemoryReading>> {
    const present = new Set(containerIds);
    for (const id of this.#remembered.keys()) if (!present.has(id)) this.#remembered.delete(id);
    const due = containerIds.filter((id) => {
      const atMs = this.#remembered.get(id)?.monotonicMs;
      return atMs === undefined || needs.monotonicMs - atMs >= spacingMs;
    });
    if (needs.attentive && due.length > 0 && needs.monotonicMs >= this.#noUntilMs) {
      await this.#ask(due, needs, engine);
    }
    return new Map([...this.#remembered].map(([id, { reading }]) => [id, reading]));
  }

  async #ask(ids: readonly string[], needs: LookNeeds, engine: () => Promise<Engine>): Promise<void> {
    try {
      const asked = await engine();
      await inPool(ids, atATime, async (id) => {
        const { memoryBytes } = await asked.stats(id);
        if (memoryBytes === null) return;
        const reading = { bytes: memoryBytes, source: 'daemon-engine-stats', atMs: needs.atMs } as const;
        this.#remembered.set(id, { reading, monotonicMs: needs.monotonicMs });
      });
    } catch (error) {
      const never = error instanceof EngineError && (error.code === 'not-found' || error.code === 'bad-answer');
      this.#noUntilMs = needs.monotonicMs + (never ? askAgainAfterNoMs : spacingMs);
    }
  }
}
