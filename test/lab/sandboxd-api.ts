import type { LabBox } from './fleet.ts';
import { notFound, type Reply } from './socket-server.ts';

export interface DaemonWorld {
  readonly boxes: readonly LabBox[];
  readonly daemon: string;
  readonly daemonDocker: string;
  /** Something that a watcher must never cause. */
  readonly sideEffect: (what: string) => void;
}

/** The daemon's own API (reference, section 3.2; captures, sandboxd). */
export function sandboxdReply(method: string, url: URL, world: DaemonWorld): Reply | Promise<Reply> {
  const ok = (body: unknown): Reply => ({ status: 200, body });
  // Whatever is not a question starts, stops, runs or changes something, or opens a session.
  const start = method === 'POST' ? /^\/sandbox\/([^/]+)\/start$/.exec(url.pathname)?.[1] : undefined;
  if (start !== undefined) return startReply(decodeURIComponent(start), world);
  if (method !== 'GET') world.sideEffect(`${method} ${url.pathname}`);
  switch (`${method} ${url.pathname}`) {
    case 'GET /daemon/health':
      return ok({ api_version: '0.28.0', revision: '0000000', release: 'v0.42.0', status: 'ok', version: 'v0.42.0' });
    case 'GET /daemon/info':
      return ok({ api_socket: world.daemon, docker_socket: world.daemonDocker });
    case 'GET /sandbox':
      return ok(
        world.boxes.map((box) => ({
          id: box.id,
          name: box.name,
          status: box.status,
          workspace: box.workspaces[0],
          agent: box.agent,
          ...portsOf(box),
          ...(box.limit?.toldBy === 'daemon' && { memory_limit: box.limit.bytes }),
        })),
      );
    case 'GET /network/log':
      return ok(networkLog(world.boxes));
    default:
      return notFound;
  }
}

/** The user's own wish, and no side effect of looking. */
async function startReply(name: string, world: DaemonWorld): Promise<Reply> {
  const box = world.boxes.find((one) => one.name === name);
  if (!box) return notFound;
  await box.start();
  return { status: 200, body: { name, status: box.status } };
}

/** Ports are left out when there are none (reference, section 2.3). */
export function portsOf(box: LabBox) {
  const ports = box.ports.map(({ hostPort, sandboxPort }) => {
    return { host_ip: '127.0.0.1', host_port: hostPort, protocol: 'tcp', sandbox_port: sandboxPort };
  });
  return ports.length === 0 ? {} : { ports };
}

/** One row for each host and sandbox (captures, policy-log). */
export function networkLog(boxes: readonly LabBox[]) {
  return { blocked_hosts: [], allowed_hosts: boxes.flatMap(requestRows) };
}

function requestRows(box: LabBox) {
  return [...box.requests].map(([host, { lastSeen, count }]) => ({
    host,
    vm_name: box.name,
    proxy_type: 'forward',
    rule: 'domain-allowed',
    last_seen: lastSeen.toISOString(),
    since: box.startedAt.toISOString(),
    count_since: count,
  }));
}
