import type { LabBox } from './fleet.ts';
import { notFound, type Reply } from './socket-server.ts';

const inactiveFileBytes = 64 * 1024 * 1024;
/** What the VMs of Docker Desktop's plugin have (reference, section 4.1). */
const vmTotalBytes = 4 * 1024 ** 3;

export interface EngineOptions {
  /** The containers that it has. */
  readonly boxes: () => readonly LabBox[];
  readonly nameOf: (box: LabBox) => string;
  readonly labelsOf: (box: LabBox) => Readonly<Record<string, string>>;
  /** Default: it counts. */
  readonly hasStats?: boolean;
}

/** The part of the Docker Engine API that a watcher asks for, over the lab's processes. */
export async function engineReply(method: string, url: URL, options: EngineOptions): Promise<Reply> {
  const path = url.pathname.replace(/^\/v\d+\.\d+/, '');
  if (path === '/_ping') return { status: 200, body: 'OK' };
  if (path === '/version') return { status: 200, body: { Version: '28.2.2', ApiVersion: '1.50' } };
  if (path === '/info') return { status: 200, body: { MemTotal: vmTotalBytes } };
  if (path === '/containers/json') return { status: 200, body: listContainers(url, options) };
  const match = /^\/containers\/([^/]+)\/(json|stats|start|stop)$/.exec(path);
  const box = options.boxes().find((one) => one.containerId === match?.[1] || options.nameOf(one) === match?.[1]);
  if (!match || !box) return notFound;
  if (match[2] === 'json') return { status: 200, body: inspected(box) };
  if (match[2] === 'stats' && options.hasStats === false) return notFound;
  if (match[2] === 'stats') return { status: 200, body: await stats(box) };
  if (method !== 'POST') return notFound;
  if (match[2] === 'start') {
    if (box.vm) return { status: 304, body: undefined };
    await box.start();
    return { status: 204, body: undefined };
  }
  if (!box.vm) return { status: 304, body: undefined };
  await box.stop();
  return { status: 204, body: undefined };
}

function inspected(box: LabBox) {
  return {
    Id: box.containerId,
    State: { StartedAt: box.startedAt.toISOString() },
    HostConfig: { Memory: box.limit?.toldBy === 'engine' ? box.limit.bytes : 0 },
  };
}

function listContainers(url: URL, { boxes, nameOf, labelsOf }: EngineOptions) {
  const all = ['1', 'true'].includes(url.searchParams.get('all') ?? '');
  const filters = JSON.parse(url.searchParams.get('filters') ?? '{}') as { label?: string[] | Record<string, boolean> };
  const wanted = Array.isArray(filters.label) ? filters.label : Object.keys(filters.label ?? {});
  return boxes()
    .filter((box) => all || box.vm !== null)
    .map((box) => ({
      Id: box.containerId,
      Names: [`/${nameOf(box)}`],
      State: box.vm ? 'running' : 'exited',
      Labels: labelsOf(box),
    }))
    .filter(({ Labels }) => wanted.every((label) => Labels[label.split('=')[0] ?? ''] === label.split('=')[1]));
}

/** Usage includes the file cache, as the real one's does; without it the rest is what the process holds. */
async function stats(box: LabBox) {
  const nothing = { memory_stats: {}, cpu_stats: { cpu_usage: { total_usage: 0 } } };
  const { vm } = box;
  if (!vm) return nothing;
  const bytes = box.networkBytes();
  const used = await Promise.all([vm.rssBytes(), vm.cpuTimeNs()]).catch((error: unknown) => {
    // It was stopped while it was read.
    if (box.vm === vm) throw error;
    return null;
  });
  if (!used) return nothing;
  const [heldBytes, cpuTimeNs] = used;
  return {
    memory_stats: {
      usage: heldBytes + inactiveFileBytes,
      stats: { inactive_file: inactiveFileBytes },
      limit: 16 * 1024 ** 3,
    },
    cpu_stats: { cpu_usage: { total_usage: cpuTimeNs } },
    networks: { eth0: { rx_bytes: Math.floor(bytes / 2), tx_bytes: Math.ceil(bytes / 2) } },
  };
}
