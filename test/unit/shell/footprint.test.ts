import { describe, expect, it } from 'vitest';
import { FootprintReader } from '../../../main/shell/footprint.ts';

type Metric = ReturnType<ConstructorParameters<typeof FootprintReader>[0]['getAppMetrics']>[number];

const metric = (type: Metric['type'], workingSetSize: number, percentCPUUsage: number, privateBytes?: number) => ({
  pid: workingSetSize,
  type,
  creationTime: 0,
  cpu: { percentCPUUsage, idleWakeupsPerSecond: 0 },
  memory: { workingSetSize, peakWorkingSetSize: 0, ...(privateBytes !== undefined && { privateBytes }) },
});

describe('the footprint', () => {
  it('is the sum over all processes, and the processor in cores', () => {
    let nowMs = 0;
    const app = { getAppMetrics: () => [metric('Tab', 100, 1), metric('Browser', 200, 2), metric('Zygote', 50, 0)] };
    const reader = new FootprintReader(app, 4, () => nowMs);
    expect(reader.read().cpuFraction).toBeNull();
    nowMs = 2_000;
    expect(reader.read()).toEqual({
      memorySource: 'resident',
      memoryBytes: 350 * 1024,
      cpuFraction: 0.12,
      processes: [
        { pid: 200, kind: 'main', memoryBytes: 200 * 1024 },
        { pid: 100, kind: 'window', memoryBytes: 100 * 1024 },
        { pid: 50, kind: 'helper', memoryBytes: 50 * 1024 },
      ],
    });
    nowMs = 60_000;
    expect(reader.read().cpuFraction).toBeNull();
  });

  it('is what is not shared, where the system tells it', () => {
    const app = { getAppMetrics: () => [metric('Browser', 200, 0, 120), metric('GPU', 100, 0, 30)] };
    const { memorySource, memoryBytes } = new FootprintReader(app, 1, () => 0).read();
    expect({ memorySource, memoryBytes }).toEqual({ memorySource: 'private', memoryBytes: 150 * 1024 });
  });
});
