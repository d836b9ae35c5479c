import type { OpenEngine } from '../../engine/engine.ts';
import { usageOf, type Counted } from '../../engine/usage.ts';
import { unknownUsage, type ListedSandbox, type Usage } from '../../model/sandbox.ts';
import type { RunCommand } from '../../process/command.ts';
import { firstJson } from '../../process/first-json.ts';
import { inPool } from '../../process/pool.ts';
import { failureOf } from '../failures.ts';
import { parseEntries, parseStatus, parseWorkspaces, type Entry } from '../listing.ts';
import { RuntimeError, type SandboxRuntime } from '../runtime.ts';

const listDeadlineMs = 10_000;
/** The daemon gives a VM 30 s to end (reference, section 1.4, `reset`). */
const stopDeadlineMs = 60_000;

export interface DockerSandboxParts {
  readonly run: RunCommand;
  readonly findDocker: () => Promise<string | null>;
  readonly openEngine: OpenEngine;
}

/** The microVM sandboxes of Docker Desktop 4.58 to 4.79: `docker sandbox`. */
export function dockerSandboxRuntime(parts: DockerSandboxParts): SandboxRuntime {
  async function docker(args: readonly string[], deadlineMs: number) {
    const file = await parts.findDocker();
    if (file === null) throw new RuntimeError('not-installed', 'The docker command was not found.');
    const result = await parts.run(file, args, { deadlineMs });
    if (result.outcome === 'exited' && result.exitCode === 0) return result;
    throw failureOf(result, `docker ${args.join(' ')}`);
  }

  return {
    id: 'docker-sandbox',
    async detect() {
      const file = await parts.findDocker();
      if (file !== null) return { id: 'docker-sandbox', state: 'ready' };
      return { id: 'docker-sandbox', state: 'not-installed', detail: 'The docker command was not found.' };
    },
    async list() {
      const { stdout } = await docker(['sandbox', 'ls', '--json'], listDeadlineMs);
      // `vms` when there are any, `sandboxes` when there are none (reference, section 1.4).
      const entries = parseEntries(firstJson(stdout), ['vms', 'sandboxes']);
      if (!entries)
        throw new RuntimeError('error', '`docker sandbox ls --json` gave an answer that cannot be understood.');
      return entries.map(listedSandbox);
    },
    async measure(running) {
      return new Map(
        await inPool(running, 4, async (one) => [one.name, await measureVm(one, parts.openEngine)] as const),
      );
    },
    async stop(sandbox) {
      await docker(['sandbox', 'stop', sandbox.name], stopDeadlineMs);
    },
  };
}

function listedSandbox(entry: Entry): ListedSandbox {
  return {
    name: entry.name,
    status: parseStatus(entry.status),
    workspaces: parseWorkspaces(entry.workspaces),
    ...(entry.agent !== undefined && { agent: entry.agent }),
    ...(entry.socket_path !== undefined && { socketPath: entry.socket_path }),
  };
}

/** Everything that runs in the microVM's own Engine, together. A VM that runs no container cannot be measured. */
async function measureVm(vm: ListedSandbox, openEngine: OpenEngine): Promise<Usage> {
  const unknown: Usage = { ...unknownUsage, sessions: 'absent' };
  if (vm.socketPath === undefined) return unknown;
  try {
    const engine = openEngine({ kind: 'socket', path: vm.socketPath });
    const containers = await engine.listContainers({ all: false });
    if (containers.length === 0) return unknown;
    const counted = await inPool(containers, 6, async ({ id }): Promise<Counted> => {
      return { id, startedAtMs: await engine.startedAtMs(id) };
    });
    return await usageOf(engine, counted, 'vm-engine-stats');
  } catch {
    return unknown;
  }
}
