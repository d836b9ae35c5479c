import type { LabBox } from './fleet.ts';
import { notFound, type Reply } from './socket-server.ts';

export interface DaemonWorld {
  readonly boxes: readonly LabBox[];
  readonly daemon: string;
  readonly daemonDocker: string;
}

/** The daemon's own API (reference, section 3.2; captures, sandboxd). */
export function sandboxdReply(method: string, url: URL, world: DaemonWorld): Reply {
  const ok = (body: unknown): Reply => ({ status: 200, body });
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
        })),
      );
    case 'GET /network/log':
      return ok({ blocked_hosts: [], allowed_hosts: world.boxes.flatMap(requestRows) });
    default:
      return notFound;
  }
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
