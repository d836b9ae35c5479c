import * as v from 'valibot';
import type { EngineStats } from './engine.ts';

/** JSON can say `1e999`, which is read as infinite. */
const count = v.pipe(v.number(), v.finite(), v.minValue(0));
/** No machine has more: a figure above it was damaged on its way, and says nothing. */
const mostMemoryBytes = 2 ** 50;

const statsSchema = v.object({
  memory_stats: v.optional(
    v.object({
      usage: v.optional(count),
      stats: v.optional(v.object({ total_inactive_file: v.optional(count), inactive_file: v.optional(count) })),
    }),
  ),
  cpu_stats: v.optional(v.object({ cpu_usage: v.optional(v.object({ total_usage: v.optional(count) })) })),
  networks: v.optional(v.nullable(v.record(v.string(), v.object({ rx_bytes: count, tx_bytes: count })))),
});

/**
 * Reads one answer of `/containers/{id}/stats`. Memory is usage without the inactive file cache, as `docker stats` counts
 * it: `total_inactive_file` on cgroup v1, `inactive_file` on v2. Throws what valibot throws for another shape.
 */
export function parseStats(raw: unknown): EngineStats {
  const { memory_stats: memory, cpu_stats: cpu, networks } = v.parse(statsSchema, raw);
  const cacheBytes = memory?.stats?.total_inactive_file ?? memory?.stats?.inactive_file ?? 0;
  const cpuNs = cpu?.cpu_usage?.total_usage;
  const all = Object.values(networks ?? {});
  const usage = memory?.usage ?? 0;
  return {
    memoryBytes: usage === 0 || usage > mostMemoryBytes ? null : usage - Math.min(cacheBytes, usage),
    cpuTimeMs: cpuNs === undefined ? null : cpuNs / 1e6,
    networkBytes: all.length === 0 ? null : all.reduce((sum, one) => sum + one.rx_bytes + one.tx_bytes, 0),
  };
}
