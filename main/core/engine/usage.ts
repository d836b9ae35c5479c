import { inPool } from '../process/pool.ts';
import type { MemorySource, Usage } from '../model/sandbox.ts';
import type { Engine } from './engine.ts';

const atATime = 6;

/** One running container, as the owner of counters: a new start begins them anew. */
export interface Counted {
  readonly id: string;
  readonly startedAtMs: number | null;
}

/**
 * The use of a group of running containers together. Memory or processor time that is missing for one of them is missing
 * for the group; a container without a network of its own has no share in the network. `atMs` is the wall clock of the look.
 * Throws `EngineError`.
 */
export async function usageOf(
  engine: Engine,
  containers: readonly Counted[],
  source: MemorySource,
  atMs: number,
): Promise<Usage> {
  const stats = await inPool(containers, atATime, (one) => engine.stats(one.id));
  const memoryBytes = sum(stats.map((one) => one.memoryBytes));
  const networkBytes = sum(stats.map((one) => one.networkBytes).filter((one) => one !== null));
  return {
    memory:
      memoryBytes === null ? null : { usedBytes: memoryBytes, source, guest: { bytes: memoryBytes, source, atMs } },
    cpuTimeMs: sum(stats.map((one) => one.cpuTimeMs)),
    network: networkBytes === null ? { kind: 'absent' } : { kind: 'counter', totalBytes: networkBytes },
    sessions: 'absent',
    countedId: containers
      .map((one) => `${one.id}@${one.startedAtMs ?? '?'}`)
      .sort()
      .join(' '),
  };
}

function sum(values: readonly (number | null)[]): number | null {
  if (values.length === 0) return null;
  return values.reduce((total, value) => (total === null || value === null ? null : total + value), 0);
}
