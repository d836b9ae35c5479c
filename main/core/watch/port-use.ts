import type { ConnectionReader } from '../host/connections.ts';

/**
 * When a connection to a port was last seen to be new (wall clock of the look), null when none was since it is watched;
 * `unknown` when it cannot be told this time.
 */
export type PortUsed = number | null | 'unknown';

/** What the looker asks about published ports. */
export interface PortUseReader {
  /** Ports that nobody can be seen to listen on are left out: what leads into the sandbox there is not seen by this machine. */
  read(ports: readonly number[], atMs: number): Promise<ReadonlyMap<number, PortUsed>>;
  keepOnly(ports: ReadonlySet<number>): void;
}

interface Known {
  readonly callers: ReadonlySet<string>;
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

  constructor(reader: ConnectionReader) {
    this.#reader = reader;
  }

  async read(ports: readonly number[], atMs: number): Promise<ReadonlyMap<number, PortUsed>> {
    const used = new Map<number, PortUsed>();
    if (ports.length === 0) return used;
    const connections = await this.#reader.read(new Set(ports));
    for (const port of ports) {
      const known = this.#known.get(port);
      if (connections === null) {
        if (known) used.set(port, 'unknown');
        continue;
      }
      if (!known && !connections.listening.has(port)) continue;
      const callers = connections.byPort.get(port) ?? nobody;
      const isNew = known !== undefined && [...callers].some((one) => !known.callers.has(one));
      const usedAtMs = isNew ? atMs : (known?.usedAtMs ?? null);
      this.#known.set(port, { callers, usedAtMs });
      used.set(port, usedAtMs);
    }
    return used;
  }

  keepOnly(ports: ReadonlySet<number>): void {
    for (const port of this.#known.keys()) if (!ports.has(port)) this.#known.delete(port);
  }
}

/** Of all ports of one sandbox. Undefined when none of them is seen. */
export function usedOf(ports: readonly number[], used: ReadonlyMap<number, PortUsed>): PortUsed | undefined {
  const all = ports.flatMap((port) => used.get(port) ?? (used.has(port) ? [null] : []));
  if (all.length === 0) return undefined;
  if (all.includes('unknown')) return 'unknown';
  return all.reduce<number | null>(
    (newest, one) => (typeof one === 'number' && (newest === null || one > newest) ? one : newest),
    null,
  );
}
