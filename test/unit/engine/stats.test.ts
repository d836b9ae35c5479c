import { describe, expect, it } from 'vitest';
import { parseStats } from '../../../main/core/engine/stats.ts';

const answer = (patch: object) => ({
  memory_stats: { usage: 900, stats: { inactive_file: 100 } },
  cpu_stats: { cpu_usage: { total_usage: 5_000_000 } },
  networks: { eth0: { rx_bytes: 3, tx_bytes: 4 } },
  ...patch,
});

describe('the statistics of a container', () => {
  it('are memory without file cache, processor time, and bytes over all networks', () => {
    expect(parseStats(answer({}))).toEqual({ memoryBytes: 800, cpuTimeMs: 5, networkBytes: 7 });
  });

  it('are unknown where they are missing or zero, never zero', () => {
    expect(parseStats({})).toEqual({ memoryBytes: null, cpuTimeMs: null, networkBytes: null });
    expect(parseStats(answer({ memory_stats: { usage: 0 }, networks: {} }))).toMatchObject({
      memoryBytes: null,
      networkBytes: null,
    });
  });

  it('are refused with numbers that are none', () => {
    const infinite = JSON.parse('{"usage":1e999}') as object;
    expect(() => parseStats(answer({ memory_stats: infinite }))).toThrow();
    expect(() => parseStats(answer({ cpu_stats: { cpu_usage: { total_usage: -1 } } }))).toThrow();
    for (const raw of [null, 1, 'x', { networks: [1] }]) expect(() => parseStats(raw)).toThrow();
  });

  it('hold no more memory than a machine can have', () => {
    expect(parseStats(answer({ memory_stats: { usage: 1e300 } })).memoryBytes).toBeNull();
  });
});
