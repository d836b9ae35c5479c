import { inPool } from '../../process/pool.ts';
import type { LookNeeds } from '../runtime.ts';
import type { Inspected } from './sbx-cli.ts';

const atATime = 3;
/** Each costs a process: a fleet is asked in turns, except for counts that a stop waits for. */
const mostInOneLook = 6;
/** A count that nobody wanted renewed says nothing after this time. */
const forgottenAfterMs = 6 * 60_000;

export type SessionsKnown = Inspected & { readonly atMs: number };

interface Entry {
  readonly known: SessionsKnown;
  readonly monotonicMs: number;
}

/** Remembers what `sbx inspect` said, so that it is asked only when somebody needs it. */
export class SessionBook {
  readonly #entries = new Map<string, Entry>();

  /** What is known of each sandbox, by name; one that nobody asked about is missing. Never throws. */
  async read(
    names: readonly string[],
    needs: LookNeeds,
    inspect: (name: string) => Promise<Inspected>,
  ): Promise<ReadonlyMap<string, SessionsKnown>> {
    const wanted = new Set(names);
    for (const [name, { monotonicMs }] of this.#entries) {
      if (!wanted.has(name) || needs.monotonicMs - monotonicMs > forgottenAfterMs) this.#entries.delete(name);
    }
    const lastLooks = names.filter((name) => needs.sessionsMaxAgeMs(name) === 0);
    const inTurns = names
      .filter((name) => !lastLooks.includes(name) && this.#isDue(name, needs))
      .sort((a, b) => (this.#entries.get(a)?.monotonicMs ?? -1) - (this.#entries.get(b)?.monotonicMs ?? -1))
      .slice(0, Math.max(0, mostInOneLook - lastLooks.length));
    await inPool([...lastLooks, ...inTurns], atATime, async (name) => {
      this.#entries.set(name, {
        known: { ...(await inspect(name)), atMs: needs.atMs },
        monotonicMs: needs.monotonicMs,
      });
    });
    return new Map([...this.#entries].map(([name, { known }]) => [name, known]));
  }

  #isDue(name: string, needs: LookNeeds): boolean {
    const maxAgeMs = needs.sessionsMaxAgeMs(name);
    if (maxAgeMs === null) return false;
    const entry = this.#entries.get(name);
    return entry === undefined || needs.monotonicMs - entry.monotonicMs >= maxAgeMs;
  }
}
