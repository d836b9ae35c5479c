import type { RuntimeId } from '../../../main/core/model/runtime.ts';
import { unknownUsage, type ListedSandbox, type MemorySource, type Usage } from '../../../main/core/model/sandbox.ts';
import type { Life } from './life.ts';
import { NetworkLog } from './network-log.ts';
import type { Random } from './random.ts';
import type { Run } from './run.ts';
import type { SimClock } from './sim-clock.ts';

export type SimRuntimeId = Exclude<RuntimeId, 'demo'>;

const memorySources: Record<SimRuntimeId, MemorySource> = {
  sbx: 'vm-process-rss',
  'docker-sandbox': 'vm-engine-stats',
  containers: 'engine-stats',
};

/** What can go wrong with one reading of one sandbox. */
export type ReadingFault =
  'missing' | 'all-unknown' | 'no-sessions' | 'no-network' | 'no-cpu' | 'counters-back' | 'unlisted';
const readingFaults: Record<ReadingFault, number> = {
  missing: 1,
  'all-unknown': 1,
  'no-sessions': 2,
  'no-network': 1,
  'no-cpu': 1,
  'counters-back': 0.3,
  unlisted: 0.5,
};

/** One sandbox as its runtime shows it: the run of a life, in that runtime's words. */
export class SimSandbox {
  readonly name: string;
  readonly life: Life;
  readonly run: Run;
  /** Of this machine, where its server is published. */
  readonly hostPort: number;
  readonly #runtime: SimRuntimeId;
  readonly #clock: SimClock;
  readonly #log: NetworkLog;
  #listedNumber = -1;
  #listed: ListedSandbox | null = null;
  #listedRunning = false;
  #listedServed = false;

  constructor(index: number, runtime: SimRuntimeId, clock: SimClock, life: Life, run: Run) {
    this.name = `box-${index}`;
    this.hostPort = 8080 + index;
    this.#runtime = runtime;
    this.#clock = clock;
    this.life = life;
    this.run = run;
    this.#log = new NetworkLog(this.name);
  }

  advance(): void {
    const atMs = this.#clock.awakeMs;
    this.life.advance(atMs, (segment) => this.run.enter(segment));
    this.run.advance(atMs);
  }

  listed(): ListedSandbox {
    const { running, number } = this.run;
    const { served } = this.life.segment;
    const same = this.#listedNumber === number && this.#listedRunning === running && this.#listedServed === served;
    if (this.#listed && same) return this.#listed;
    this.#listedNumber = number;
    this.#listedRunning = running;
    this.#listedServed = served;
    this.#listed = this.#line(running ? 'running' : 'stopped', served);
    return this.#listed;
  }

  #line(status: ListedSandbox['status'], served: boolean): ListedSandbox {
    // Now and then a sandbox is removed and made again under its name.
    const id = `${this.name}-${Math.floor(this.run.number / 6)}`;
    const workspaces = [`/home/user/${this.name}`];
    const startedAtMs = this.#clock.wallMs() - (this.#clock.awakeMs - this.run.startedAtMs);
    switch (this.#runtime) {
      case 'sbx':
        return {
          name: this.name,
          status,
          workspaces,
          agent: 'claude',
          id,
          ...(served && { ports: [{ hostPort: this.hostPort, sandboxPort: 3000 }] }),
        };
      case 'docker-sandbox':
        return { name: this.name, status, workspaces, agent: 'claude', socketPath: `/vm/${this.name}/docker.sock` };
      case 'containers':
        return {
          name: this.name,
          status,
          workspaces,
          agent: 'claude',
          id,
          ...(status === 'running' && { startedAtMs }),
        };
    }
  }

  async usage(): Promise<Usage> {
    const { life, run } = this;
    // The answer may have been slow, and life has gone on since the list was made.
    this.advance();
    const atMs = this.#clock.awakeMs;
    const cpuMs = Math.floor((life.cpuMs(atMs) - run.cpuMsAtStart) / 10) * 10;
    const sbx = this.#runtime === 'sbx';
    return {
      memory: { usedBytes: Math.round(run.memoryMib() * 1024 * 1024), source: memorySources[this.#runtime] },
      cpuTimeMs: cpuMs,
      network: sbx
        ? await this.#log.read(life, this.#clock)
        : { kind: 'counter', totalBytes: Math.round(life.bytes(atMs) - run.bytesAtStart) },
      sessions: sbx ? life.segment.sessions : 'absent',
      countedId: `${this.name}#${run.number}`,
    };
  }
}

export function drawReadingFault(random: Random, probability: number): ReadingFault | null {
  return random.chance(probability) ? random.pick(readingFaults) : null;
}

/** A reading with something wrong in it. Undefined: the name is not in the answer at all. */
export function spoiled(usage: Usage, fault: ReadingFault | null): Usage | undefined {
  switch (fault) {
    case 'missing':
    case 'unlisted':
      return undefined;
    case 'all-unknown':
      return unknownUsage;
    case 'no-sessions':
      return { ...usage, sessions: usage.sessions === 'absent' ? 'absent' : 'unknown' };
    case 'no-network':
      return { ...usage, network: { kind: 'unknown' } };
    case 'no-cpu':
      return { ...usage, cpuTimeMs: null };
    case 'counters-back':
      return { ...usage, cpuTimeMs: 0 };
    case null:
      return usage;
  }
}
