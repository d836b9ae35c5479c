import type { Clock } from '../host/clock.ts';
import type { HostMemorySource } from '../host/memory.ts';
import { message } from '../i18n/message.ts';
import type { Logger } from '../model/logger.ts';
import { isKnownEmpty, type RuntimeId, type RuntimeState } from '../model/runtime.ts';
import { sandboxKey, unknownUsage, type ListedSandbox, type SandboxKey } from '../model/sandbox.ts';
import type { ObservedSandbox, Snapshot, UnattributedProcess } from '../model/snapshot.ts';
import { RuntimeError, type LookNeeds, type SandboxRuntime } from '../runtimes/runtime.ts';
import { Absences } from './absence.ts';
import { hostPortsOf, usedOf, type PortUseReader } from './port-use.ts';
import { RateTracker } from './rates.ts';
import { RuntimeGate } from './runtime-gate.ts';
import type { WorkspaceReader } from './workspace-files.ts';

/** Files of a workspace are looked at no more often than this, unless somebody asks. */
const workspaceMaxAgeMs = 30_000;

export interface LookerParts {
  readonly runtimes: readonly SandboxRuntime[];
  readonly hostMemory: HostMemorySource;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Left out: workspaces are not looked at, and have no vote. */
  readonly workspaces?: WorkspaceReader;
  /** Left out: who calls a published port is not looked at, and has no vote. */
  readonly portUse?: PortUseReader;
  /** The newest session event in a daemon's log (wall clock), null for none; undefined where no log is read. */
  readonly daemonEventAtMs?: (runtime: RuntimeId, name: string) => number | null | undefined;
}

/** What a look is for. Left out: nothing but what is free. */
export interface LookRequest {
  /** Asks hung runtimes too, and answers nothing out of memory. */
  readonly force?: boolean;
  readonly attentive?: boolean;
  readonly sessionsMaxAgeMs?: (key: SandboxKey) => number | null;
  /** How long after the look before it this one was due. */
  readonly dueAfterMs?: number;
}

interface RuntimeLook {
  readonly state: RuntimeState;
  /** Null when the runtime did not say what it runs: what it said before stands, and grows old. */
  readonly sandboxes: readonly ObservedSandbox[] | null;
}

type Signals = Pick<ObservedSandbox, 'branch' | 'workspaceChangedAtMs' | 'daemonEventAtMs' | 'portsUsedAtMs'>;
const noSignals: ReadonlyMap<string, Signals> = new Map();

/** Makes one snapshot after another. It only asks; what the answers mean is decided elsewhere. */
export class Looker {
  readonly #parts: LookerParts;
  readonly #rates = new RateTracker();
  readonly #gate = new RuntimeGate();
  readonly #absences = new Absences();
  readonly #hasSignals: boolean;
  #previous: Snapshot | null = null;

  constructor(parts: LookerParts) {
    this.#parts = parts;
    const { workspaces, daemonEventAtMs, portUse } = parts;
    this.#hasSignals = [workspaces, daemonEventAtMs, portUse].some((one) => one !== undefined);
  }

  /** Never throws. Calls must not overlap. */
  async look(request: LookRequest = {}): Promise<Snapshot> {
    const { runtimes, hostMemory, clock } = this.#parts;
    const monotonicMs = clock.monotonicMs();
    const atMs = clock.wallMs();
    const [host, ...looks] = await Promise.all([
      hostMemory.read(),
      ...runtimes.map((runtime) => this.#lookAt(runtime, needsOf(runtime.id, request, atMs, monotonicMs))),
    ]);
    const sandboxes = looks.flatMap((look) => this.#withKept(look, monotonicMs));
    this.#rates.keepOnly(new Set(sandboxes.filter((one) => one.status === 'running').map((one) => one.key)));
    this.#parts.workspaces?.keepOnly?.(new Set(sandboxes.flatMap((one) => one.workspaces)));
    this.#parts.portUse?.keepOnly(new Set(sandboxes.flatMap(hostPortsOf)));
    this.#previous = {
      atMs,
      monotonicMs,
      host,
      runtimes: looks.map((look) => look.state),
      sandboxes,
      unattributed: looks.flatMap((look) => look.unattributed),
      ...(request.force && { forced: true as const }),
      ...(request.dueAfterMs !== undefined && { dueAfterMs: request.dueAfterMs }),
    };
    return this.#previous;
  }

  /** What was listed, and what was there before and is not known to be gone. */
  #withKept(look: RuntimeLook, monotonicMs: number): readonly ObservedSandbox[] {
    const before = this.#previous?.sandboxes.filter((one) => one.runtime === look.state.id) ?? [];
    const knownEmpty = isKnownEmpty(look.state) && !look.state.blip;
    const listed = look.sandboxes ?? (knownEmpty ? [] : null);
    if (listed === null) return before;
    const keys = new Set(listed.map((one) => one.key));
    return [...listed, ...this.#absences.stillKept(before, keys, monotonicMs)];
  }

  async #lookAt(
    runtime: SandboxRuntime,
    needs: LookNeeds,
  ): Promise<RuntimeLook & { readonly unattributed: readonly UnattributedProcess[] }> {
    const before = this.#previous?.runtimes.find((one) => one.id === runtime.id);
    if (!needs.force && before !== undefined && !this.#gate.mayAsk(runtime.id, needs.monotonicMs)) {
      const kept = this.#previous?.unattributed?.filter((one) => one.runtime === runtime.id) ?? [];
      return { state: before, sandboxes: null, unattributed: kept };
    }
    const look = await this.#ask(runtime, needs);
    const state = this.#gate.shown(look.state, before, needs.monotonicMs);
    const unattributed = look.state.state === 'not-installed' ? [] : ((await runtime.unattributed?.(needs)) ?? []);
    return { state, sandboxes: look.sandboxes, unattributed };
  }

  async #ask(runtime: SandboxRuntime, needs: LookNeeds): Promise<RuntimeLook> {
    try {
      const state = await runtime.detect(needs);
      if (state.state !== 'ready') return { state, sandboxes: null };
      return { state, sandboxes: await this.#observe(runtime, needs) };
    } catch (error) {
      if (error instanceof RuntimeError) {
        return { state: { id: runtime.id, state: error.condition, detail: error.said }, sandboxes: null };
      }
      this.#parts.logger.error(`${runtime.id}: ${error instanceof Error ? error.message : 'failed in an unknown way'}`);
      return {
        state: { id: runtime.id, state: 'error', detail: message('runtime.unexpected') },
        sandboxes: null,
      };
    }
  }

  async #observe(runtime: SandboxRuntime, needs: LookNeeds): Promise<readonly ObservedSandbox[]> {
    const listed = await runtime.list(needs);
    const running = listed.filter((one) => one.status === 'running');
    const usages = running.length === 0 ? new Map<string, never>() : await runtime.measure(running, needs);
    const measuredAtMs = this.#parts.clock.monotonicMs();
    const signals = this.#hasSignals ? await this.#signalsOf(runtime.id, running, needs) : noSignals;
    return listed.map((one): ObservedSandbox => {
      const key = sandboxKey(runtime.id, one.name);
      const usage = usages.get(one.name) ?? unknownUsage;
      const rates = one.status === 'running' ? this.#rates.next(key, usage, measuredAtMs) : null;
      return {
        ...one,
        ...(usage.limit && { limit: usage.limit }),
        key,
        runtime: runtime.id,
        usage,
        cpuFraction: rates?.cpuFraction ?? null,
        networkBytesPerSecond: rates?.networkBytesPerSecond ?? null,
        observedAtMs: needs.atMs,
        observedMonotonicMs: needs.monotonicMs,
        ...signals.get(one.name),
      };
    });
  }

  /** What is known of running sandboxes besides what their runtime says, by name. */
  async #signalsOf(
    id: RuntimeId,
    running: readonly ListedSandbox[],
    needs: LookNeeds,
  ): Promise<ReadonlyMap<string, Signals>> {
    const { workspaces, daemonEventAtMs, portUse } = this.#parts;
    const maxAgeMs = needs.force ? 0 : workspaceMaxAgeMs;
    const [changes, used] = await Promise.all([
      workspaces ? Promise.all(running.map((one) => workspaces.read(one.workspaces, needs.monotonicMs, maxAgeMs))) : [],
      portUse?.read(running.flatMap(hostPortsOf), needs.atMs),
    ]);
    return new Map(
      running.map((one, index) => {
        const change = changes[index];
        const branch = workspaces?.branch?.(one.workspaces);
        const eventAtMs = daemonEventAtMs?.(id, one.name);
        const usedAtMs = used && usedOf(hostPortsOf(one), used);
        const signals: Signals = {
          ...(branch !== undefined && { branch }),
          ...(change !== undefined && { workspaceChangedAtMs: change }),
          ...(eventAtMs !== undefined && { daemonEventAtMs: eventAtMs }),
          ...(usedAtMs !== undefined && { portsUsedAtMs: usedAtMs }),
        };
        return [one.name, signals];
      }),
    );
  }
}

function needsOf(id: RuntimeId, request: LookRequest, atMs: number, monotonicMs: number): LookNeeds {
  return {
    atMs,
    monotonicMs,
    attentive: request.attentive ?? false,
    force: request.force ?? false,
    sessionsMaxAgeMs: (name) => request.sessionsMaxAgeMs?.(sandboxKey(id, name)) ?? null,
  };
}
