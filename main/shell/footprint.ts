import type { App, ProcessMetric } from 'electron';
import type { Footprint, OwnProcess } from '../core/model/desktop.ts';

/** A figure of the processor that spans more than this says nothing about now. */
const longestSpanMs = 30_000;

/** Reads what Sandman's own processes take, from Electron, which counts the processor from one call to the next. */
export class FootprintReader {
  readonly #app: Pick<App, 'getAppMetrics'>;
  readonly #cores: number;
  readonly #nowMs: () => number;
  #lastAtMs = Number.NEGATIVE_INFINITY;

  constructor(app: Pick<App, 'getAppMetrics'>, cores: number, nowMs: () => number = () => performance.now()) {
    this.#app = app;
    this.#cores = cores;
    this.#nowMs = nowMs;
  }

  read(): Footprint {
    const metrics = this.#app.getAppMetrics();
    const nowMs = this.#nowMs();
    const isRecent = nowMs - this.#lastAtMs < longestSpanMs;
    this.#lastAtMs = nowMs;
    const processes = metrics.map(ownProcess).sort((a, b) => b.memoryBytes - a.memoryBytes);
    // Electron gives a share of the whole machine.
    const percent = metrics.reduce((sum, one) => sum + one.cpu.percentCPUUsage, 0);
    return {
      memorySource: metrics.every((one) => one.memory.privateBytes !== undefined) ? 'private' : 'resident',
      memoryBytes: processes.reduce((sum, one) => sum + one.memoryBytes, 0),
      cpuFraction: isRecent ? (percent / 100) * this.#cores : null,
      processes,
    };
  }
}

const kinds: Partial<Record<ProcessMetric['type'], OwnProcess['kind']>> = {
  Browser: 'main',
  Tab: 'window',
  GPU: 'gpu',
};

function ownProcess({ pid, type, memory }: ProcessMetric): OwnProcess {
  // Electron counts in kilobytes of 1024 bytes.
  const memoryBytes = (memory.privateBytes ?? memory.workingSetSize) * 1024;
  return { pid, kind: kinds[type] ?? 'helper', memoryBytes };
}
