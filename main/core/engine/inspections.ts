import type { EngineInspection } from './engine.ts';

/** What an inspection says changes only with a new start, which the counters show; it is asked again after this time all the same. */
const maxAgeMs = 60_000;

interface Entry {
  readonly inspection: EngineInspection;
  readonly atMs: number;
  readonly cpuTimeMs: number;
}

/** Remembers inspections of running containers, so that a look need not ask for each of them every time. */
export class Inspections {
  readonly #entries = new Map<string, Entry>();

  /** Throws what `inspect` throws. */
  async of(
    id: string,
    needs: { readonly monotonicMs: number; readonly force: boolean },
    inspect: () => Promise<EngineInspection>,
  ): Promise<EngineInspection> {
    const known = this.#entries.get(id);
    if (known && !needs.force && needs.monotonicMs - known.atMs < maxAgeMs) return known.inspection;
    const inspection = await inspect();
    this.#entries.set(id, { inspection, atMs: needs.monotonicMs, cpuTimeMs: 0 });
    return inspection;
  }

  /** Processor time that went back is that of another run: what is remembered of the one before is worth nothing. */
  sawCpuTime(id: string, cpuTimeMs: number): void {
    const known = this.#entries.get(id);
    if (!known) return;
    if (cpuTimeMs < known.cpuTimeMs) this.#entries.delete(id);
    else this.#entries.set(id, { ...known, cpuTimeMs });
  }

  /** What does not run any more begins anew. */
  forgetAllBut(ids: ReadonlySet<string>): void {
    for (const id of this.#entries.keys()) if (!ids.has(id)) this.#entries.delete(id);
  }
}
