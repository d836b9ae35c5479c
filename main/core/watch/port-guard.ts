import type { Clock, Disposer } from '../host/clock.ts';
import type { PortUseReader } from './port-use.ts';

/** Published ports whose callers may not go by unseen until the next look. */
export interface GuardedPorts {
  readonly ports: readonly number[];
  readonly everyMs: number;
}

export interface PortGuardParts {
  readonly clock: Clock;
  /** Without it nobody is looked for. */
  readonly portUse?: PortUseReader | undefined;
}

/**
 * How long a call that is over can still be seen, in milliseconds: the shortest of the systems' times (macOS; RFC 9293,
 * TIME-WAIT). Looks that are further apart than this would miss short calls.
 */
export const callSeenForMs = 30_000;

/** While the looks are far apart, who calls a published port is read in between; the next look tells of it. */
export class PortGuard {
  readonly #parts: PortGuardParts;
  #cancel: Disposer = () => {};
  #guarded: GuardedPorts | null = null;

  constructor(parts: PortGuardParts) {
    this.#parts = parts;
  }

  /** From now on, in place of what was guarded before; null for nothing, as during a look, which reads the ports itself. */
  keep(guarded: GuardedPorts | null): void {
    const { clock, portUse } = this.#parts;
    this.#cancel();
    this.#guarded = guarded;
    if (guarded && portUse) this.#cancel = clock.after(guarded.everyMs, () => void this.#read(guarded, portUse));
  }

  async #read(guarded: GuardedPorts, portUse: PortUseReader): Promise<void> {
    await portUse.read(guarded.ports, this.#parts.clock.wallMs());
    // Unless a look has come in between.
    if (guarded === this.#guarded) this.keep(guarded);
  }
}

/** What is to be guarded where looks come every `lookInMs`; null where they come often enough, or nothing is published. */
export function portsToGuard(ports: readonly number[], lookInMs: number): GuardedPorts | null {
  if (ports.length === 0 || lookInMs <= callSeenForMs) return null;
  return { ports, everyMs: lookInMs / Math.ceil(lookInMs / callSeenForMs) };
}
