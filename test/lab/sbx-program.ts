import type { LabBox } from './fleet.ts';
import type { ProgramAnswer } from './programs/protocol.ts';
import { networkLog, portsOf } from './sandboxd-api.ts';

export interface SbxWorld {
  readonly boxes: readonly LabBox[];
  readonly knowsNoInput: boolean;
  readonly socket: string;
  readonly logs: string;
  readonly isDaemonRunning: () => boolean;
  readonly startDaemon: () => Promise<void>;
  readonly stopDoesNothing: boolean;
  readonly version: string;
  readonly secret: (args: readonly string[]) => ProgramAnswer;
  /** Something that a watcher must never cause. */
  readonly sideEffect: (what: string) => void;
}

const ok = (stdout: string): ProgramAnswer => ({ stdout, stderr: '', code: 0 });
const fails = (stderr: string): ProgramAnswer => ({ stdout: '', stderr: `${stderr}\n`, code: 1 });
const json = (value: unknown) => ok(`${JSON.stringify(value)}\n`);

/** What `sbx` prints for a command, in the words of the captures. */
export async function answerSbx(args: readonly string[], world: SbxWorld): Promise<ProgramAnswer> {
  if (args.includes('--no-input') && !world.knowsNoInput) return fails('ERROR: unknown flag: --no-input');
  const words = args.filter((arg) => !arg.startsWith('-'));
  const asJson = args.includes('--json');
  const [command, name] = words;
  if (command === 'daemon' && name === 'status') return daemonStatus(world);
  if (command === 'version') return version(world);
  // Every command from here on starts the daemon, as the real ones do (reference, section 2.4).
  const banner = world.isDaemonRunning() ? '' : await startedBanner(world);
  switch (command) {
    case 'secret': {
      const answer = world.secret(args.slice(1));
      return { ...answer, stderr: banner + answer.stderr };
    }
    case 'ls':
      return {
        ...ok(asJson ? `${JSON.stringify({ sandboxes: world.boxes.map(listed) })}\n` : table(world.boxes)),
        stderr: banner,
      };
    case 'policy':
      return name === 'log' ? json(networkLog(world.boxes)) : fails(`ERROR: unknown command "${name ?? ''}"`);
    case 'inspect':
      return withBox(world, name, (box) => json(inspected(box)));
    case 'stop':
      return withBox(world, name, async (box) => {
        if (!world.stopDoesNothing) await box.stop();
        return ok(`${box.name}\n`);
      });
    case 'exec':
      return withBox(world, name, async (box) => {
        world.sideEffect(`sbx exec ${box.name}: a session`);
        if (!box.vm) world.sideEffect(`sbx exec ${box.name}: starts its VM`);
        await box.start();
        return ok('');
      });
    default:
      return fails(`ERROR: unknown command "${command ?? ''}" for "sbx"`);
  }
}

function daemonStatus(world: SbxWorld): ProgramAnswer {
  if (!world.isDaemonRunning()) return json({ status: 'stopped' });
  return json({ status: 'running', socket: world.socket, logs: world.logs });
}

function version(world: SbxWorld): ProgramAnswer {
  const client = { version: `v${world.version}`, revision: '0000000', build_tags: '' };
  const running = { state: 'running', version: `v${world.version}`, revision: '0000000', api_version: '0.28.0' };
  return json({ client, server: world.isDaemonRunning() ? running : { state: 'unavailable' } });
}

async function startedBanner(world: SbxWorld): Promise<string> {
  world.sideEffect('a command started the daemon');
  await world.startDaemon();
  return `Starting sandboxd daemon...\nDaemon started (PID: ${process.pid}, socket: ${world.socket})\nLogs: ${world.logs}\n`;
}

async function withBox(
  world: SbxWorld,
  name: string | undefined,
  answer: (box: LabBox) => ProgramAnswer | Promise<ProgramAnswer>,
): Promise<ProgramAnswer> {
  const box = world.boxes.find((one) => one.name === name);
  return box ? answer(box) : fails(`Error: sandbox '${name ?? ''}' not found`);
}

function listed(box: LabBox) {
  return {
    name: box.name,
    agent: box.agent,
    status: box.status,
    workspaces: box.workspaces,
    id: box.id,
    ...portsOf(box),
    ...(box.limit?.toldBy === 'daemon' && { memory_limit: box.limit.bytes }),
  };
}

function inspected(box: LabBox) {
  return {
    name: box.name,
    agent: box.agent,
    state: box.status,
    uptime: '5s',
    image: `sandboxes-swap/${box.name}:bd3d07ba`,
    image_digest: 'sha256:bb5d',
    workspace: box.workspaces[0],
    network: box.name,
    network_policy: { scope: 'global' },
    proxy: '172.17.0.0:3128',
    mcp_gateway: true,
    sessions: box.sessions,
    ...(box.limit?.toldBy === 'inspect' && { resources: { memory: `${box.limit.bytes / 1024 ** 2}m` } }),
    daemon_version: 'v0.42.0',
    daemon_uptime: '40m',
  };
}

function table(boxes: readonly LabBox[]): string {
  if (boxes.length === 0) return 'No sandboxes found\n';
  const rows = boxes.map(
    (box) => `${box.name.padEnd(15)} ${box.agent.padEnd(7)} ${box.status.padEnd(8)} ${box.workspaces[0] ?? ''}`,
  );
  return `${['SANDBOX         AGENT   STATUS   WORKSPACE', ...rows].join('\n')}\n`;
}
