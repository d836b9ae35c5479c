import type { Engine, OpenEngine } from '../../engine/engine.ts';
import { Inspections } from '../../engine/inspections.ts';
import { usageOf, type Counted } from '../../engine/usage.ts';
import { message } from '../../i18n/message.ts';
import type { RuntimeCondition } from '../../model/runtime.ts';
import { unknownUsage, type ListedSandbox, type Usage } from '../../model/sandbox.ts';
import type { RunCommand } from '../../process/command.ts';
import { firstJson } from '../../process/first-json.ts';
import { inPool } from '../../process/pool.ts';
import { failureOf } from '../failures.ts';
import { nameTwice, parseEntries, parseStatus, parseWorkspaces, type Entry } from '../listing.ts';
import { RuntimeError, type LookNeeds, type SandboxRuntime } from '../runtime.ts';

const listDeadlineMs = 10_000;
/** Each question is a process, and these answers do not change soon: they are believed for this long unless somebody asks. */
const believedForMs: Readonly<Partial<Record<RuntimeCondition, number>>> = {
  'plugin-missing': 10 * 60_000,
  'too-old': 10 * 60_000,
  'beta-features-off': 60_000,
  'desktop-down': 60_000,
};
/** The daemon gives a VM 30 s to end (reference, section 1.4, `reset`). */
const stopDeadlineMs = 60_000;

export interface DockerSandboxParts {
  readonly run: RunCommand;
  readonly findDocker: () => Promise<string | null>;
  readonly openEngine: OpenEngine;
}

/** The microVM sandboxes of Docker Desktop 4.58 to 4.79: `docker sandbox`. */
export function dockerSandboxRuntime(parts: DockerSandboxParts): SandboxRuntime {
  const inspections = new Inspections();
  const totals = new Map<string, number>();
  let saidNo: { readonly error: RuntimeError; readonly untilMs: number } | null = null;

  async function docker(args: readonly string[], deadlineMs: number) {
    const file = await parts.findDocker();
    if (file === null) throw new RuntimeError('not-installed', message('command.noDocker'));
    const result = await parts.run(file, args, { deadlineMs });
    if (result.outcome === 'exited' && result.exitCode === 0) return result;
    throw failureOf(result, `docker ${args.join(' ')}`);
  }

  /** Everything that runs in the microVM's own Engine, together. A VM that runs no container cannot be measured. */
  async function measureVm(vm: ListedSandbox, needs: LookNeeds): Promise<Usage> {
    const unknown: Usage = { ...unknownUsage, sessions: 'absent' };
    const { socketPath } = vm;
    if (socketPath === undefined) return unknown;
    try {
      const engine = parts.openEngine({ kind: 'socket', path: socketPath });
      const containers = await engine.listContainers({ all: false });
      if (containers.length === 0) return unknown;
      const counted = await inPool(containers, 6, async ({ id }): Promise<Counted> => {
        return { id, startedAtMs: (await inspections.of(id, needs, () => engine.inspect(id))).startedAtMs };
      });
      const usage = await usageOf(engine, counted, 'vm-engine-stats', needs.atMs);
      const limitBytes = await totalOf(socketPath, engine);
      return { ...usage, ...(limitBytes !== null && { limit: { bytes: limitBytes, source: 'engine' } }) };
    } catch {
      return unknown;
    }
  }

  /** What the microVM has is what it may take; it is fixed when it is made. */
  async function totalOf(socketPath: string, engine: Engine): Promise<number | null> {
    const known = totals.get(socketPath);
    if (known !== undefined) return known;
    const totalBytes = await engine.memoryTotalBytes().catch(() => null);
    if (totalBytes !== null) totals.set(socketPath, totalBytes);
    return totalBytes;
  }

  return {
    id: 'docker-sandbox',
    async detect() {
      const file = await parts.findDocker();
      if (file !== null) return { id: 'docker-sandbox', state: 'ready', via: 'cli' };
      return { id: 'docker-sandbox', state: 'not-installed', detail: message('command.noDocker') };
    },
    async list(needs) {
      if (saidNo && !needs.force && needs.monotonicMs < saidNo.untilMs) throw saidNo.error;
      saidNo = null;
      const { stdout } = await docker(['sandbox', 'ls', '--json'], listDeadlineMs).catch((error: unknown) => {
        const forMs = error instanceof RuntimeError ? believedForMs[error.condition] : undefined;
        if (error instanceof RuntimeError && forMs !== undefined)
          saidNo = { error, untilMs: needs.monotonicMs + forMs };
        throw error;
      });
      // `vms` when there are any, `sandboxes` when there are none (reference, section 1.4).
      const entries = parseEntries(firstJson(stdout), ['vms', 'sandboxes']);
      if (!entries)
        throw new RuntimeError('error', message('command.notUnderstood', { command: 'docker sandbox ls --json' }));
      const twice = nameTwice(entries);
      if (twice !== null)
        throw new RuntimeError(
          'error',
          message('command.nameTwice', { command: 'docker sandbox ls --json', name: twice }),
        );
      return entries.map(listedSandbox);
    },
    async measure(running, needs) {
      return new Map(await inPool(running, 4, async (one) => [one.name, await measureVm(one, needs)] as const));
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
