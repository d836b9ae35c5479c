import type { Clock } from '../host/clock.ts';
import type { PortUseReader } from './port-use.ts';
import { Rounds } from './rounds.ts';

export interface PortGuardParts {
  readonly clock: Clock;
  /** Without it nobody is looked for. */
  readonly portUse?: PortUseReader | undefined;
  readonly isAsleep: () => boolean;
}

/** A look reads the ports at its end, and reading them takes time: so much earlier than the last moment, in milliseconds. */
const marginMs = 5_000;

/** While the looks are far apart, who calls a published port is read in between; the next look tells of it. */
export class PortGuard {
  readonly #parts: PortGuardParts;
  readonly #rounds: Rounds;
  #ports: readonly number[] = [];

  constructor(parts: PortGuardParts) {
    this.#parts = parts;
    this.#rounds = new Rounds(parts.clock, () => void this.#read());
  }

  /** Until the next look, which begins `lookInMs` after the one that has just ended began. */
  begin(ports: readonly number[], lookInMs: number): void {
    const { portUse } = this.#parts;
    this.#ports = ports;
    const parts = portUse && ports.length > 0 ? partsOf(lookInMs, portUse.endedSeenForMs) : 1;
    if (parts > 1) this.#rounds.begin(lookInMs / parts);
    else this.end();
  }

  /** To be called when a look begins, which reads the ports itself. */
  end(): void {
    this.#rounds.end();
  }

  async #read(): Promise<void> {
    const { clock, portUse, isAsleep } = this.#parts;
    if (!isAsleep()) await portUse?.readBetween(this.#ports, clock.wallMs());
  }
}

/**
 * In how many equal parts the ports divide the time between two looks, so that a call that can be seen for `seenForMs` after its
 * end is seen. One where the looks themselves come often enough.
 */
export function partsOf(lookInMs: number, seenForMs: number): number {
  return Math.max(1, Math.ceil(lookInMs / Math.max(marginMs, seenForMs - marginMs)));
}
