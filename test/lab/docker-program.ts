import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { LabDesktop } from './desktop.ts';
import type { LabBox } from './fleet.ts';
import type { ProgramAnswer } from './programs/protocol.ts';
import type { LabFault } from './scenario.ts';

export interface DockerWorld {
  readonly boxes: readonly LabBox[];
  readonly plugin: boolean;
  readonly socketOf: (box: LabBox) => string;
  readonly stopDoesNothing: boolean;
  readonly isDesktopDown: boolean;
}

const ok = (stdout: string): ProgramAnswer => ({ stdout, stderr: '', code: 0 });

/** The words of the real programs, as they were captured. */
export function capture(file: string): string {
  return readFileSync(path.join(import.meta.dirname, '..', 'captures', file), 'utf8');
}

/** The `docker-sandbox` plugin, as the docker command line calls it: its own name first, or the question who it is. */
export async function answerPlugin(args: readonly string[], world: DockerWorld): Promise<ProgramAnswer> {
  if (args[0] === 'docker-cli-plugin-metadata') return metadata('Docker Sandbox', 'v0.7.1');
  const words = args.filter((arg) => !arg.startsWith('-'));
  const [command, name] = words[0] === 'sandbox' ? words.slice(1) : words;
  if (world.isDesktopDown) return { stdout: '', stderr: capture('docker-sandbox/desktop-down.stderr.txt'), code: 1 };
  switch (command) {
    case 'ls':
    case 'list':
      if (args.includes('-q')) return ok(world.boxes.map((box) => `${box.name}\n`).join(''));
      return ok(args.includes('--json') ? listJson(world) : table(world.boxes));
    case 'version':
      return ok(capture('docker-sandbox/version.txt'));
    case 'stop': {
      const box = world.boxes.find((one) => one.name === name);
      if (!box) return { stdout: '', stderr: `Error: sandbox '${name ?? ''}' not found\n`, code: 1 };
      if (!world.stopDoesNothing) await box.stop();
      return ok(`${box.name}\n`);
    }
    default:
      return { stdout: '', stderr: `unknown command: ${command ?? ''}\n`, code: 1 };
  }
}

/** `vms` when there are any, `sandboxes` when there are none: so the real one does (reference, section 1.4). */
function listJson(world: DockerWorld): string {
  if (world.boxes.length === 0) return capture('docker-sandbox/ls-empty.json');
  const vms = world.boxes.map((box) => {
    const running = { socket_path: world.socketOf(box), sandbox_count: 1, workspaces: box.workspaces };
    return { name: box.name, agent: box.agent, status: box.status, ...(box.vm ? running : { sandbox_count: 0 }) };
  });
  return `${JSON.stringify({ vms }, null, 2)}\n`;
}

function table(boxes: readonly LabBox[]): string {
  const header = 'VM ID         NAME       STATUS    WORKSPACE';
  const rows = boxes.map(
    (box) => `${box.containerId.slice(0, 9)}     ${box.name}  ${box.status}   ${box.workspaces[0] ?? ''}`,
  );
  return `${[header, ...rows].join('\n')}\n`;
}

/** `docker desktop`, as far as a watcher asks it. */
export async function answerDesktop(
  args: readonly string[],
  desktop: LabDesktop | null,
  fault: LabFault | undefined,
): Promise<ProgramAnswer> {
  if (args[0] === 'docker-cli-plugin-metadata') return metadata('Docker Desktop', 'v0.1.0');
  const [, command] = args;
  const status = desktop?.status ?? 'running';
  if (command === 'status')
    return ok(args.includes('json') ? capture(`docker-desktop/status-${status}.json`) : `Status ${status}\n`);
  if (command === 'restart') await desktop?.restart(fault?.kind);
  return command === 'restart' ? ok('') : { stdout: '', stderr: `unknown command: ${command ?? ''}\n`, code: 1 };
}

/** Stands in for the docker command line itself, on a machine that has none. */
export async function answerDocker(
  args: readonly string[],
  world: DockerWorld,
  desktop: LabDesktop | null,
  fault: LabFault | undefined,
): Promise<ProgramAnswer> {
  if (args[0] === 'desktop') return answerDesktop(args, desktop, fault);
  if (args[0] === 'sandbox' && world.plugin) return answerPlugin(args, world);
  return { stdout: '', stderr: capture('docker-sandbox/missing-plugin-28.stderr.txt'), code: 1 };
}

function metadata(description: string, version: string): ProgramAnswer {
  const about = { SchemaVersion: '0.1.0', Vendor: 'Docker Inc.', Version: version, ShortDescription: description };
  return ok(`${JSON.stringify(about)}\n`);
}
