import { createHash, randomUUID } from 'node:crypto';
import type { LabChange, LabRuntime, LabSandbox } from './scenario.ts';
import { VmProcess, type VmKind } from './vm-process.ts';

/** One sandbox as the lab keeps it. */
export class LabBox {
  readonly name: string;
  readonly agent: string;
  readonly workspaces: readonly string[];
  /** The UUID of `sbx ls`: not the id in the arguments of the VM process. */
  readonly id = randomUUID();
  readonly containerId: string;
  sessions: number;
  statusWord: string | null = null;
  startedAt = new Date();
  vm: VmProcess | null = null;
  /** Newest request by host, for the network log. */
  readonly requests = new Map<string, { lastSeen: Date; count: number }>();
  readonly ports: NonNullable<LabSandbox['ports']>;
  readonly limit: LabSandbox['limit'];
  readonly unmapped: boolean;
  readonly #kind: VmKind;
  #memoryMiB: number;
  #cpuFraction: number;
  #networkBytesPerSecond: number;
  #networkBytes = 10_000;
  #networkSince = performance.now();

  constructor(runtime: LabRuntime, one: LabSandbox, script: string) {
    this.#kind = { runtime, script: one.light ? null : script };
    this.name = one.name;
    this.agent = one.agent ?? 'claude';
    this.workspaces = one.workspaces ?? [`/home/user/${one.name}`];
    this.containerId = createHash('sha256').update(`${runtime}/${one.name}`).digest('hex');
    this.sessions = one.sessions ?? 0;
    this.ports = one.ports ?? [];
    this.limit = one.limit;
    this.unmapped = one.unmapped ?? false;
    this.#memoryMiB = one.memoryMiB ?? 0;
    this.#cpuFraction = one.cpuFraction ?? 0;
    this.#networkBytesPerSecond = one.networkBytesPerSecond ?? 0;
  }

  get status(): string {
    return this.statusWord ?? (this.vm ? 'running' : 'stopped');
  }

  networkBytes(): number {
    const now = performance.now();
    this.#networkBytes += (this.#networkBytesPerSecond * (now - this.#networkSince)) / 1000;
    this.#networkSince = now;
    return Math.round(this.#networkBytes);
  }

  async start(): Promise<void> {
    if (this.vm) return;
    this.vm = VmProcess.start(this.#kind, this.containerId);
    this.startedAt = new Date();
    await this.vm.load(this.#memoryMiB, this.#cpuFraction);
  }

  async stop(): Promise<void> {
    const { vm } = this;
    this.vm = null;
    this.sessions = 0;
    await vm?.kill();
  }

  async change(change: LabChange): Promise<void> {
    this.sessions = change.sessions ?? this.sessions;
    if (change.statusWord !== undefined) this.statusWord = change.statusWord;
    this.networkBytes();
    this.#networkBytesPerSecond = change.networkBytesPerSecond ?? this.#networkBytesPerSecond;
    this.#memoryMiB = change.memoryMiB ?? this.#memoryMiB;
    this.#cpuFraction = change.cpuFraction ?? this.#cpuFraction;
    await this.vm?.load(this.#memoryMiB, this.#cpuFraction);
  }

  request(host: string): void {
    const count = (this.requests.get(host)?.count ?? 0) + 1;
    this.requests.set(host, { lastSeen: new Date(), count });
  }
}
