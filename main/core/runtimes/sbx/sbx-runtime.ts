import path from 'node:path';
import type { OpenEngine } from '../../engine/engine.ts';
import { message } from '../../i18n/message.ts';
import {
  unknownUsage,
  type ListedSandbox,
  type MemoryReading,
  type MemoryUse,
  type Usage,
} from '../../model/sandbox.ts';
import type { UnattributedProcess } from '../../model/snapshot.ts';
import type { RunCommand } from '../../process/command.ts';
import type { Surroundings } from '../../process/find-executable.ts';
import type { ProcessMemory } from '../../process/process-memory.ts';
import { processId, type ProcessTable } from '../../process/process-table.ts';
import { parsePorts, parseStatus, parseWorkspaces, type Entry } from '../listing.ts';
import { RuntimeError, type LookNeeds, type SandboxRuntime } from '../runtime.ts';
import { Connection } from './connection.ts';
import { GuestMemory } from './guest-memory.ts';
import type { DaemonApi } from './daemon-api.ts';
import { DaemonError } from './http-json.ts';
import { memoryLimit } from './memory-limit.ts';
import { readNetwork } from './network.ts';
import { RuntimeFiles } from './runtime-files.ts';
import { SbxCli, type Inspected } from './sbx-cli.ts';
import { SessionBook, type SessionsKnown } from './session-book.ts';
import { trustOf } from './sockets.ts';
import { VmProcesses, type MappedVm } from './vm-processes.ts';

export interface SbxParts {
  readonly run: RunCommand;
  readonly findSbx: () => Promise<string | null>;
  readonly openEngine: OpenEngine;
  readonly processTable: ProcessTable;
  readonly processMemory: ProcessMemory;
  readonly surroundings: Surroundings;
}

/** The standalone `sbx` and its daemon. Nothing is asked of a daemon that does not run: most commands would start it. */
export function sbxRuntime(parts: SbxParts): SandboxRuntime {
  const { processTable, processMemory, surroundings } = parts;
  const cli = new SbxCli(parts.run);
  const connection = new Connection({ cli, findSbx: parts.findSbx, surroundings });
  const vms = new VmProcesses({
    processTable,
    containers: async () => (await daemonEngine()).listContainers({ all: false }),
  });
  const sessionBook = new SessionBook();
  const guestMemory = new GuestMemory();
  const runtimeFiles = new RuntimeFiles();
  const seenSinceMs = new Map<string, number>();
  let dockerSocket: { readonly api: DaemonApi; readonly path: string } | null = null;

  async function executable(): Promise<string> {
    const file = await parts.findSbx();
    if (file === null) throw new RuntimeError('not-installed', message('command.noSbx'));
    return file;
  }

  /** The daemon's Docker-compatible Engine; where the daemon does not say, it lies beside its socket. Throws. */
  async function daemonEngine() {
    const { api, socket } = connection.line;
    if (dockerSocket?.api !== api) dockerSocket = null;
    const beside = path.join(path.dirname(socket ?? '/'), 'docker.sock');
    const socketPath = dockerSocket?.path ?? (api ? await api.dockerSocket() : beside);
    if (api) dockerSocket = { api, path: socketPath };
    if ((await trustOf(socketPath)) !== 'trusted') throw new Error('its Docker socket is not to be trusted');
    return parts.openEngine({ kind: 'socket', path: socketPath });
  }

  async function list(): Promise<readonly ListedSandbox[]> {
    const { api } = connection.line;
    if (api === null) return (await cli.list(await executable())).map(listedSandbox);
    try {
      return await api.sandboxes();
    } catch (error) {
      connection.drop();
      throw asRuntimeError(error);
    }
  }

  async function inspect(name: string): Promise<Inspected> {
    const file = await parts.findSbx();
    return file === null ? { sessions: 'unknown', limit: null } : cli.inspect(file, name);
  }

  function networkLog() {
    const { api } = connection.line;
    return api ? api.networkLog() : executable().then((file) => cli.networkLog(file));
  }

  return {
    id: 'sbx',
    detect: (needs) => connection.detect(needs),
    async list(needs) {
      const listed = await list();
      const running = new Set(listed.filter((one) => one.status === 'running').map((one) => one.name));
      vms.forgetAllBut(running);
      for (const name of seenSinceMs.keys()) if (!running.has(name)) seenSinceMs.delete(name);
      for (const name of running) if (!seenSinceMs.has(name)) seenSinceMs.set(name, needs.atMs);
      return listed;
    },
    async measure(running, needs) {
      const names = running.map((one) => one.name);
      const [mapped, networkOf, sessions] = await Promise.all([
        vms.map(names, needs),
        readNetwork(networkLog, (name) => seenSinceMs.get(name)),
        sessionBook.read(names, needs, inspect),
      ]);
      const vmList = [...mapped.values()];
      const unlimited = running.filter((one) => !(one.limit ?? sessions.get(one.name)?.limit));
      const [host, guest, limitOf] = await Promise.all([
        processMemory.read(
          vmList.map((one) => one.process),
          needs.atMs,
        ),
        guestMemory.read(
          vmList.map((one) => one.containerId),
          needs,
          daemonEngine,
        ),
        runtimeFiles.limitsOf(
          connection.line.socket,
          unlimited.map((one) => one.name),
        ),
      ]);
      const hostOf = new Map(vmList.map((one, index) => [one.containerId, host[index]]));
      const entries = running.map((one): [string, Usage] => {
        const vm = mapped.get(one.name);
        const known = sessions.get(one.name);
        const limit = one.limit ?? known?.limit ?? limitOf.get(one.name);
        const usage: Usage = {
          ...unknownUsage,
          ...(vm && usageOfVm(vm, hostOf.get(vm.containerId), guest.get(vm.containerId))),
          ...sessionsOf(known),
          network: networkOf(one.name),
          ...(limit && { limit }),
        };
        return [one.name, usage];
      });
      return new Map(entries);
    },
    async unattributed(needs: LookNeeds) {
      const processes = await vms.unattributed(needs);
      const readings = await processMemory.read(processes, needs.atMs);
      return processes.flatMap(({ pid }, index): UnattributedProcess[] => {
        const memory = readings[index];
        return memory ? [{ runtime: 'sbx', pid, memory }] : [];
      });
    },
    async start(sandbox) {
      const { api } = connection.line;
      if (api === null)
        throw new RuntimeError('ready', message('failure.startWith', { command: `sbx run ${sandbox.name}` }));
      await api.start(sandbox.name).catch((error: unknown) => {
        throw asRuntimeError(error);
      });
    },
    async stop(sandbox) {
      await cli.stop(await executable(), sandbox.name);
    },
  };
}

function listedSandbox(entry: Entry): ListedSandbox {
  const ports = parsePorts(entry.ports);
  const limit = memoryLimit(entry, 'daemon');
  return {
    name: entry.name,
    status: parseStatus(entry.status),
    workspaces: parseWorkspaces(entry.workspaces),
    ...(entry.id !== undefined && { id: entry.id }),
    ...(entry.agent !== undefined && { agent: entry.agent }),
    ...(ports.length > 0 && { ports }),
    ...(limit && { limit }),
  };
}

function usageOfVm(
  vm: MappedVm,
  host: MemoryReading | undefined,
  guest: MemoryReading | undefined,
): Pick<Usage, 'memory' | 'cpuTimeMs' | 'countedId'> {
  const memory: MemoryUse | null = host
    ? { usedBytes: host.bytes, source: host.source, host, guest: guest ?? null }
    : null;
  return { memory, cpuTimeMs: vm.process.cpuTimeMs, countedId: processId(vm.process) };
}

function sessionsOf(known: SessionsKnown | undefined): Pick<Usage, 'sessions' | 'sessionsAtMs' | 'sessionsAsked'> {
  if (!known) return { sessions: 'unknown', sessionsAsked: false };
  return { sessions: known.sessions, sessionsAtMs: known.atMs };
}

function asRuntimeError(error: unknown): RuntimeError {
  if (!(error instanceof DaemonError)) return new RuntimeError('error', message('daemon.notAsked'));
  return new RuntimeError(error.code === 'timed-out' ? 'hung' : 'error', error.said);
}
