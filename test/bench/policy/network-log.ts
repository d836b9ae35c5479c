import type { NetworkReading } from '../../../main/core/model/sandbox.ts';
import { readNetwork } from '../../../main/core/runtimes/sbx/network.ts';
import type { Life } from './life.ts';
import { lastBy } from './segment.ts';
import type { SimClock } from './sim-clock.ts';

const hosts = [
  'api.anthropic.com:443',
  'packages.example.com:443',
  'statsig.anthropic.com:443',
  'update.example.com:443',
];

/** The rows of the daemon's network log that belong to one sandbox, read by the program's own reader. */
export class NetworkLog {
  readonly #name: string;
  readonly #seenAwakeMs: (number | null)[] = hosts.map(() => null);
  readonly #seenWallMs: number[] = hosts.map(() => 0);
  #reading: NetworkReading = { kind: 'last-seen', atMs: null };

  constructor(name: string) {
    this.#name = name;
  }

  async read(life: Life, clock: SimClock): Promise<NetworkReading> {
    if (this.#update(life, clock)) this.#reading = await this.#readRows();
    return this.#reading;
  }

  /** A row keeps the wall time at which its request was made, whatever happens to the clock later. */
  #update(life: Life, clock: SimClock): boolean {
    const nowMs = clock.awakeMs;
    const { telemetry, background } = life.manner.noise;
    const newest = [
      life.lastRequestMs('model', nowMs),
      life.lastRequestMs('other', nowMs),
      lastBy(telemetry, 0, nowMs),
      lastBy(background, 0, nowMs),
    ];
    let changed = false;
    newest.forEach((requestMs, row) => {
      if (requestMs === null || requestMs === this.#seenAwakeMs[row]) return;
      this.#seenAwakeMs[row] = requestMs;
      this.#seenWallMs[row] = clock.wallMs() - (nowMs - requestMs);
      changed = true;
    });
    return changed;
  }

  async #readRows(): Promise<NetworkReading> {
    const rows = hosts.flatMap((host, row) => {
      if (this.#seenAwakeMs[row] === null) return [];
      return [{ host, vm_name: this.#name, last_seen: seconds(this.#seenWallMs[row] ?? 0) }];
    });
    const of = await readNetwork(() => Promise.resolve(rows));
    return of(this.#name);
  }
}

/** `2026-06-10T11:29:10Z`: the log has no fractions. */
function seconds(wallMs: number): string {
  return `${new Date(wallMs).toISOString().slice(0, 19)}Z`;
}
