import type { EngineContainer } from '../../engine/engine.ts';
import type { HostProcess, ProcessTable } from '../../process/process-table.ts';
import { processId } from '../../process/process-table.ts';
import type { LookNeeds } from '../runtime.ts';
import { isShim, shimsByContainerId } from './shims.ts';

/** The whole process table is read again after this time, to find VM processes that nobody expects. */
const scanMaxAgeMs = 5 * 60_000;
/** The daemon is not asked more often than this for the ids of sandboxes whose process it could not help to find. */
const mappingPauseMs = 60_000;

export interface VmProcessesParts {
  readonly processTable: ProcessTable;
  /** The running containers of the daemon's Docker-compatible Engine. Throws when they cannot be had. */
  readonly containers: () => Promise<readonly EngineContainer[]>;
}

/** One running sandbox and the process that is its VM. */
export interface MappedVm {
  readonly containerId: string;
  readonly process: HostProcess;
}

/**
 * Which VM process belongs to which sandbox. The id in `sbx ls` is not the one in the process's arguments: the daemon's
 * Docker-compatible socket names each container after its sandbox (reference, section 4.3). What was found once is only
 * read again; where any step fails nothing is mapped, and nothing is guessed.
 */
export class VmProcesses {
  readonly #parts: VmProcessesParts;
  #shims: readonly HostProcess[] = [];
  #scannedAtMs: number | null = null;
  #idByName = new Map<string, string>();
  #triedAtMs: number | null = null;
  #tried = '';
  #mapped = new Map<string, MappedVm>();

  constructor(parts: VmProcessesParts) {
    this.#parts = parts;
  }

  /** By name; a sandbox whose process cannot be told is missing. Never throws. */
  async map(names: readonly string[], needs: LookNeeds): Promise<ReadonlyMap<string, MappedVm>> {
    try {
      await this.#readShims(needs);
      let found = this.#join(names);
      if (found.size < names.length) {
        await this.#scan(needs);
        found = this.#join(names);
        if (found.size < names.length && this.#mayAskIds(names, needs)) {
          await this.#askIds(names);
          found = this.#join(names);
        }
      }
      this.#mapped = found;
    } catch {
      this.#mapped = new Map();
    }
    return this.#mapped;
  }

  /** What runs no longer has no process. */
  forgetAllBut(names: ReadonlySet<string>): void {
    for (const name of this.#mapped.keys()) if (!names.has(name)) this.#mapped.delete(name);
  }

  /** VM processes of this user that belong to none of the sandboxes that were mapped last. Never throws. */
  async unattributed(needs: LookNeeds): Promise<readonly HostProcess[]> {
    try {
      await this.#readShims(needs);
      const known = new Set([...this.#mapped.values()].map((one) => processId(one.process)));
      return this.#shims.filter((one) => !known.has(processId(one)));
    } catch {
      return [];
    }
  }

  #readAtMs: number | null = null;

  async #readShims(needs: LookNeeds): Promise<void> {
    const old = this.#scannedAtMs === null || needs.monotonicMs - this.#scannedAtMs >= scanMaxAgeMs;
    if (old || (needs.force && this.#scannedAtMs !== needs.monotonicMs)) return this.#scan(needs);
    if (this.#readAtMs === needs.monotonicMs) return;
    this.#shims = await this.#parts.processTable.again(this.#shims);
    this.#readAtMs = needs.monotonicMs;
  }

  async #scan(needs: LookNeeds): Promise<void> {
    if (this.#scannedAtMs === needs.monotonicMs) return;
    this.#shims = await this.#parts.processTable.list(isShim);
    this.#scannedAtMs = needs.monotonicMs;
    this.#readAtMs = needs.monotonicMs;
  }

  #join(names: readonly string[]): Map<string, MappedVm> {
    const shims = shimsByContainerId(this.#shims);
    return new Map(
      names.flatMap((name) => {
        const containerId = this.#idByName.get(name);
        const process = containerId === undefined ? undefined : shims.get(containerId);
        return containerId !== undefined && process ? [[name, { containerId, process }] as const] : [];
      }),
    );
  }

  /** The same question about the same processes gets the same answer: it is not asked again at once. */
  #mayAskIds(names: readonly string[], needs: LookNeeds): boolean {
    const question = [...names, ...this.#shims.map(processId)].sort().join(' ');
    const again = question !== this.#tried || needs.force;
    const due = this.#triedAtMs === null || needs.monotonicMs - this.#triedAtMs >= mappingPauseMs;
    if (!again && !due) return false;
    this.#tried = question;
    this.#triedAtMs = needs.monotonicMs;
    return true;
  }

  async #askIds(names: readonly string[]): Promise<void> {
    const containers = await this.#parts.containers();
    this.#idByName = new Map(
      names.flatMap((name) => {
        const named = containers.filter((one) => one.name === name);
        return named.length === 1 && named[0] ? [[name, named[0].id] as const] : [];
      }),
    );
  }
}
