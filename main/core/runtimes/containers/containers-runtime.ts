import { existsSync } from 'node:fs';
import {
  EngineError,
  type Engine,
  type EngineContainer,
  type EngineEndpoint,
  type EngineInspection,
  type OpenEngine,
} from '../../engine/engine.ts';
import { Inspections } from '../../engine/inspections.ts';
import { usageOf } from '../../engine/usage.ts';
import { message } from '../../i18n/message.ts';
import type { RuntimeState } from '../../model/runtime.ts';
import { unknownUsage, type ListedSandbox, type SandboxStatus, type Usage } from '../../model/sandbox.ts';
import { inPool } from '../../process/pool.ts';
import { isUsableName, nameTwice } from '../listing.ts';
import { RuntimeError, type SandboxRuntime } from '../runtime.ts';
import { conditionOf } from './conditions.ts';

/** What makes a container a sandbox (captures, inspect-container-era). */
const sandboxLabel = 'docker/sandbox=true';
const agentLabel = 'com.docker.sandbox.agent';
const workspaceLabel = 'com.docker.sandbox.workingDirectory';
const stopGraceSeconds = 10;

export interface ContainersParts {
  /** Where to look for an Engine, in order; asked at every look, because Docker comes and goes. */
  readonly endpoints: () => readonly EngineEndpoint[];
  readonly openEngine: OpenEngine;
}

/** Container sandboxes of Docker Desktop 4.50 to 4.57: ordinary containers with a label. */
export function containersRuntime(parts: ContainersParts): SandboxRuntime {
  let engine: Engine | null = null;
  let listed: readonly EngineContainer[] = [];
  const inspections = new Inspections();

  async function ask<T>(question: (engine: Engine) => Promise<T>): Promise<T> {
    try {
      if (!engine) throw new EngineError('no-socket');
      return await question(engine);
    } catch (error) {
      throw asRuntimeError(error);
    }
  }

  return {
    id: 'containers',
    async detect() {
      const states: RuntimeState[] = [];
      for (const endpoint of parts.endpoints()) {
        if (isMissing(endpoint)) {
          const nobody = new EngineError('no-socket', 'ENOENT');
          states.push({ id: 'containers', ...conditionOf(nobody, endpoint) });
          continue;
        }
        const candidate = parts.openEngine(endpoint);
        try {
          listed = await candidate.listContainers({ label: sandboxLabel, all: true });
          engine = candidate;
          return { id: 'containers', state: 'ready', via: 'socket' };
        } catch (error) {
          states.push({ id: 'containers', ...conditionOf(error, endpoint) });
        }
      }
      engine = null;
      const worst = states.find((state) => state.state !== 'not-installed') ?? states[0];
      return worst ?? { id: 'containers', state: 'not-installed', detail: message('engine.none') };
    },
    async list(needs) {
      const running = listed.filter((one) => one.state === 'running').map((one) => one.id);
      inspections.forgetAllBut(new Set(running));
      for (const one of listed) {
        if (!isUsableName(nameOf(one))) throw asRuntimeError(new EngineError('bad-answer'));
      }
      const twice = nameTwice(listed.map((one) => ({ name: nameOf(one) })));
      if (twice !== null) {
        const said = message('engine.nameTwice', { engine: message('engine.name'), name: twice });
        throw new RuntimeError('error', said);
      }
      return inPool(listed, 6, async (container) => {
        if (container.state !== 'running') return listedSandbox(container, null);
        const found = await ask((one) => inspections.of(container.id, needs, () => one.inspect(container.id)));
        return listedSandbox(container, found);
      });
    },
    async measure(running, needs) {
      const entries = await inPool(running, 6, async (one): Promise<[string, Usage]> => {
        if (!engine || one.id === undefined) return [one.name, { ...unknownUsage, sessions: 'absent' }];
        try {
          const counted = [{ id: one.id, startedAtMs: one.startedAtMs ?? null }];
          const usage = await usageOf(engine, counted, 'engine-stats', needs.atMs);
          if (usage.cpuTimeMs !== null) inspections.sawCpuTime(one.id, usage.cpuTimeMs);
          return [one.name, usage];
        } catch {
          return [one.name, { ...unknownUsage, sessions: 'absent' }];
        }
      });
      return new Map(entries);
    },
    async start(sandbox) {
      await ask((one) => one.start(sandbox.id ?? sandbox.name));
    },
    async stop(sandbox) {
      await ask((one) => one.stop(sandbox.id ?? sandbox.name, stopGraceSeconds));
    },
  };
}

/** Cheaper to see than to find out by connecting. Pipes of Windows cannot be seen. */
function isMissing(endpoint: EngineEndpoint): boolean {
  return endpoint.kind === 'socket' && endpoint.path.startsWith('/') && !existsSync(endpoint.path);
}

function listedSandbox(container: EngineContainer, found: EngineInspection | null): ListedSandbox {
  const { startedAtMs, memoryLimitBytes } = found ?? { startedAtMs: null, memoryLimitBytes: null };
  const agent = container.labels[agentLabel];
  const workspace = container.labels[workspaceLabel];
  return {
    name: nameOf(container),
    id: container.id,
    status: statusOf(container.state),
    workspaces: workspace === undefined ? [] : [workspace],
    ...(agent !== undefined && isUsableName(agent) && { agent }),
    ...(startedAtMs !== null && { startedAtMs }),
    ...(memoryLimitBytes !== null && { limit: { bytes: memoryLimitBytes, source: 'engine' } }),
  };
}

function nameOf(container: EngineContainer): string {
  return container.name || container.id.slice(0, 12);
}

function statusOf(state: string): SandboxStatus {
  switch (state) {
    case 'running':
      return 'running';
    case 'exited':
    case 'created':
    case 'dead':
      return 'stopped';
    case 'restarting':
      return 'starting';
    case 'removing':
      return 'stopping';
    default:
      return 'unknown';
  }
}

function asRuntimeError(error: unknown): RuntimeError {
  const { state, detail } = conditionOf(error);
  return new RuntimeError(state, detail);
}
