import type { OpenEngine } from '../../engine/engine.ts';
import { unknownUsage, type ListedSandbox, type Usage } from '../../model/sandbox.ts';
import type { RunCommand } from '../../process/command.ts';
import type { Surroundings } from '../../process/find-executable.ts';
import { inPool } from '../../process/pool.ts';
import type { HostProcess, ProcessTable } from '../../process/process-table.ts';
import { parseStatus, parseWorkspaces, type Entry } from '../listing.ts';
import { RuntimeError, type SandboxRuntime } from '../runtime.ts';
import { daemonApi, type DaemonApi } from './daemon-api.ts';
import { readNetwork } from './network.ts';
import { SbxCli } from './sbx-cli.ts';
import { shimsByContainerId } from './shims.ts';
import { daemonSocket } from './sockets.ts';

export interface SbxParts {
  readonly run: RunCommand;
  readonly findSbx: () => Promise<string | null>;
  readonly openEngine: OpenEngine;
  readonly processTable: ProcessTable;
  readonly surroundings: Surroundings;
}

const inspectAtATime = 3;

/** The standalone `sbx` and its daemon. Nothing is asked of a daemon that does not run: most commands would start it. */
export function sbxRuntime(parts: SbxParts): SandboxRuntime {
  const cli = new SbxCli(parts.run);
  let saidSocket: string | null = null;

  async function executable(): Promise<string> {
    const file = await parts.findSbx();
    if (file === null) throw new RuntimeError('not-installed', 'The sbx command was not found.');
    return file;
  }

  return {
    id: 'sbx',
    async detect() {
      const file = await parts.findSbx();
      if (file === null) return { id: 'sbx', state: 'not-installed', detail: 'The sbx command was not found.' };
      const daemon = await cli.daemonStatus(file);
      if (daemon.state === 'hung') return { id: 'sbx', state: 'hung', detail: daemon.detail };
      if (daemon.state === 'not-understood') return { id: 'sbx', state: 'error', detail: daemon.detail };
      if (daemon.state === 'not-running') return { id: 'sbx', state: 'daemon-not-running', detail: daemon.detail };
      saidSocket = daemon.socket;
      return { id: 'sbx', state: 'ready' };
    },
    async list() {
      return (await cli.list(await executable())).map(listedSandbox);
    },
    async measure(running) {
      const file = await parts.findSbx();
      if (file === null) return new Map<string, Usage>();
      const socket = daemonSocket(saidSocket, parts.surroundings);
      const api = socket === null ? null : daemonApi(socket);
      const [shimOf, networkOf, sessions] = await Promise.all([
        findShims(api, parts),
        readNetwork(() => api?.networkLog() ?? Promise.reject(new Error('no socket'))),
        inPool(running, inspectAtATime, (one) => cli.sessions(file, one.name)),
      ]);
      return new Map(
        running.map(({ name }, index) => {
          const rest = { network: networkOf(name), sessions: sessions[index] ?? 'unknown' };
          return [name, { ...unknownUsage, ...usageOfShim(shimOf(name)), ...rest }];
        }),
      );
    },
    async stop(sandbox) {
      await cli.stop(await executable(), sandbox.name);
    },
  };
}

function listedSandbox(entry: Entry): ListedSandbox {
  return {
    name: entry.name,
    status: parseStatus(entry.status),
    workspaces: parseWorkspaces(entry.workspaces),
    ...(entry.id !== undefined && { id: entry.id }),
    ...(entry.agent !== undefined && { agent: entry.agent }),
  };
}

/**
 * Which VM process belongs to which sandbox. The id in `sbx ls` is not the one in the process's arguments: the daemon's
 * Docker-compatible socket names each container after its sandbox (reference, section 4.3). Where any step fails nothing
 * is mapped, and nothing is guessed.
 */
async function findShims(api: DaemonApi | null, parts: SbxParts): Promise<(name: string) => HostProcess | undefined> {
  if (api === null) return () => undefined;
  try {
    const path = await api.dockerSocket();
    const [containers, processes] = await Promise.all([
      parts.openEngine({ kind: 'socket', path }).listContainers({ all: false }),
      parts.processTable.list(),
    ]);
    const shims = shimsByContainerId(processes);
    return (name) => {
      const named = containers.filter((one) => one.name === name);
      return named.length === 1 && named[0] ? shims.get(named[0].id) : undefined;
    };
  } catch {
    return () => undefined;
  }
}

function usageOfShim(shim: HostProcess | undefined): Partial<Usage> {
  if (!shim) return {};
  return {
    memory: { usedBytes: shim.residentBytes, source: 'vm-process-rss' },
    cpuTimeMs: shim.cpuTimeMs,
    countedId: `${shim.pid}@${shim.startedId}`,
  };
}
