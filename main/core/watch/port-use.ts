import type { ConnectionReader } from '../host/connections.ts';
import type { ListedSandbox } from '../model/sandbox.ts';

/**
 * When a connection to a port was last seen to be new (wall clock of that reading), null when none was since it is watched;
 * `unknown` when it cannot be told this time.
 */
export type PortUsed = number | null | 'unknown';

/** What the looker asks about published ports. */
export interface PortUseReader {
  /** Ports that nobody can be seen to listen on are left out: what leads into the sandbox there is not seen by this machine. */
  read(ports: readonly number[], atMs: number): Promise<ReadonlyMap<number, PortUsed>>;
  /** Reads them between two looks: the next look tells of it, also that it failed. Never throws. */
  readBetween(ports: readonly number[], atMs: number): Promise<void>;
  /** How long a call that is over can still be seen, in milliseconds. */
  readonly endedSeenForMs: number;
  keepOnly(ports: ReadonlySet<number>): void;
}

interface Known {
  /** Of the reading before, and of the one before that: the system makes its table while it changes, and a row may be left out once. */
  readonly callers: ReadonlySet<string>;
  readonly callersBefore: ReadonlySet<string>;
  readonly usedAtMs: number | null;
}

const nobody: ReadonlySet<string> = new Set();

/**
 * Notices when somebody opens a connection to a published port. That one stays open proves nothing: a page in a forgotten tab
 * keeps its own for days.
 */
export class PortUse implements PortUseReader {
  readonly #reader: ConnectionReader;
  readonly #known = new Map<number, Known>();
  /** The system has told at least once: then not to be told is a failure. */
  #tells = false;
  #lastUsedMs = Number.NEGATIVE_INFINITY;
  /** Ports that could not be read since the last look: somebody may have called in that time. */
  readonly #missed = new Set<number>();

  constructor(reader: ConnectionReader) {
    this.#reader = reader;
  }

  get endedSeenForMs(): number {
    return this.#reader.endedSeenForMs;
  }

  async read(ports: readonly number[], atMs: number): Promise<ReadonlyMap<number, PortUsed>> {
    const used = await this.#use(ports, atMs);
    // Each runtime asks for its own ports, and only of those the miss is told by that.
    return new Map([...used].map(([port, one]) => [port, this.#missed.delete(port) ? 'unknown' : one]));
  }

  async readBetween(ports: readonly number[], atMs: number): Promise<void> {
    const used = await this.#use(ports, atMs);
    for (const port of ports) if (used.get(port) === 'unknown') this.#missed.add(port);
  }

  async #use(ports: readonly number[], atMs: number): Promise<ReadonlyMap<number, PortUsed>> {
    if (ports.length === 0) return new Map();
    const connections = await this.#reader.read(new Set(ports));
    if (connections === null) return new Map(this.#tells ? ports.map((port) => [port, 'unknown']) : []);
    this.#tells = true;
    const used = new Map<number, PortUsed>();
    for (const port of ports) {
      const known = this.#known.get(port);
      if (!known && !connections.listening.has(port)) continue;
      const now = next(known, connections.byPort.get(port) ?? nobody, () => this.#timeOfUse(atMs));
      this.#known.set(port, now);
      used.set(port, now.usedAtMs);
    }
    return used;
  }

  keepOnly(ports: ReadonlySet<number>): void {
    for (const port of this.#known.keys()) if (!ports.has(port)) this.#known.delete(port);
    for (const port of this.#missed) if (!ports.has(port)) this.#missed.delete(port);
  }

  /** Every use has a later time than the one before: a clock that is set back hides none. */
  #timeOfUse(atMs: number): number {
    this.#lastUsedMs = Math.max(atMs, this.#lastUsedMs + 1);
    return this.#lastUsedMs;
  }
}

function next(known: Known | undefined, callers: ReadonlySet<string>, timeOfUse: () => number): Known {
  if (known === undefined) return { callers, callersBefore: nobody, usedAtMs: null };
  const isNew = [...callers].some((one) => !known.callers.has(one) && !known.callersBefore.has(one));
  return { callers, callersBefore: known.callers, usedAtMs: isNew ? timeOfUse() : known.usedAtMs };
}

export function hostPortsOf({ ports }: Pick<ListedSandbox, 'ports'>): readonly number[] {
  return ports?.map(({ hostPort }) => hostPort) ?? [];
}

/** Of all ports of one sandbox. Undefined when none of them is seen. */
export function usedOf(ports: readonly number[], used: ReadonlyMap<number, PortUsed>): PortUsed | undefined {
  const all = ports.flatMap((port) => (used.has(port) ? [used.get(port) ?? null] : []));
  if (all.length === 0) return undefined;
  if (all.includes('unknown')) return 'unknown';
  const times = all.filter((one) => typeof one === 'number');
  return times.length === 0 ? null : Math.max(...times);
}
