import type { Clock } from '../../../main/core/host/clock.ts';
import type { RuntimeCondition, RuntimeId, RuntimeState } from '../../../main/core/model/runtime.ts';
import type { ListedSandbox, NetworkReading, SessionsReading, Usage } from '../../../main/core/model/sandbox.ts';
import type { RuntimeError } from '../../../main/core/runtimes/runtime.ts';
import { type SandboxRuntime } from '../../../main/core/runtimes/runtime.ts';

export interface FakeSandbox {
  name: string;
  id?: string;
  status: ListedSandbox['status'];
  cpuFraction: number;
  memoryBytes: number | null;
  sessions: SessionsReading;
  sessionsAsked?: boolean;
  network: NetworkReading;
  countedId: string;
  ports?: ListedSandbox['ports'];
}

export function fakeSandbox(name: string, patch: Partial<FakeSandbox> = {}): FakeSandbox {
  return {
    name,
    status: 'running',
    cpuFraction: 0,
    memoryBytes: 500_000_000,
    sessions: 0,
    network: { kind: 'absent' },
    countedId: `${name}-1`,
    ...patch,
  };
}

/** A runtime whose sandboxes a test moves by hand; it counts processor time like a real one and records every call. */
export class FakeRuntime implements SandboxRuntime {
  readonly calls: string[] = [];
  condition: RuntimeCondition = 'ready';
  listFails: RuntimeError | null = null;
  stopFails: RuntimeError | null = null;
  startFails: RuntimeError | null = null;
  /** It says that it started, and did not. */
  startDoesNothing = false;
  /** It says that it stopped, and did not. */
  stopDoesNothing = false;
  /** Called before every measurement, with the number of the look. */
  onMeasure: ((look: number) => void) | null = null;
  readonly #cpuTimeMs = new Map<string, { totalMs: number; atMs: number }>();
  #looks = 0;

  constructor(
    readonly id: RuntimeId,
    readonly clock: Clock,
    readonly sandboxes: FakeSandbox[],
  ) {}

  detect(): Promise<RuntimeState> {
    this.calls.push('detect');
    return Promise.resolve({ id: this.id, state: this.condition });
  }

  list(): Promise<readonly ListedSandbox[]> {
    this.calls.push('list');
    if (this.listFails) return Promise.reject(this.listFails);
    return Promise.resolve(
      this.sandboxes.map(({ name, id, status, ports }) => ({
        name,
        status,
        workspaces: ['/w'],
        ...(id && { id }),
        ...(ports && { ports }),
      })),
    );
  }

  measure(running: readonly ListedSandbox[]): Promise<ReadonlyMap<string, Usage>> {
    this.#looks += 1;
    this.onMeasure?.(this.#looks);
    return Promise.resolve(new Map(running.map(({ name }) => [name, this.#usageOf(name)])));
  }

  stop(sandbox: ListedSandbox): Promise<void> {
    this.calls.push(`stop ${sandbox.name}`);
    if (this.stopFails) return Promise.reject(this.stopFails);
    if (!this.stopDoesNothing) this.get(sandbox.name).status = 'stopped';
    return Promise.resolve();
  }

  start(sandbox: ListedSandbox): Promise<void> {
    this.calls.push(`start ${sandbox.name}`);
    if (this.startFails) return Promise.reject(this.startFails);
    if (!this.startDoesNothing) this.get(sandbox.name).status = 'running';
    return Promise.resolve();
  }

  get(name: string): FakeSandbox {
    const found = this.sandboxes.find((one) => one.name === name);
    if (!found) throw new Error(`no fake sandbox ${name}`);
    return found;
  }

  stops(): readonly string[] {
    return this.calls.filter((call) => call.startsWith('stop '));
  }

  #usageOf(name: string): Usage {
    const one = this.get(name);
    const nowMs = this.clock.monotonicMs();
    const before = this.#cpuTimeMs.get(name) ?? { totalMs: 0, atMs: nowMs };
    const totalMs = before.totalMs + one.cpuFraction * (nowMs - before.atMs);
    this.#cpuTimeMs.set(name, { totalMs, atMs: nowMs });
    return {
      memory: one.memoryBytes === null ? null : { usedBytes: one.memoryBytes, source: 'demo' },
      cpuTimeMs: totalMs,
      network: one.network,
      sessions: one.sessions,
      ...(one.sessionsAsked !== undefined && { sessionsAsked: one.sessionsAsked }),
      countedId: one.countedId,
    };
  }
}
